-- Posts of signals are rows of `posts` like all others. No release had a table of their own, and its rows were news
-- for half an hour, so nothing is carried over.
DROP TABLE signal_posts;
