words-forecast = Si el precio fuera a { $price } dentro de esta hora, se cerrarían por la fuerza unos { $amount } en { $venue }, según { $hours } horas medidas.
