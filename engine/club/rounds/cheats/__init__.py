"""What looks like cheating, from fills alone. Nobody is punished by a program: who is found is looked at by people."""
