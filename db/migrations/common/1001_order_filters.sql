-- What a venue demands of an order (smallest and largest sizes, least value, bounds of funding and price), as decimal
-- texts so that nothing is rounded on the way. Null where the venue did not tell, also for rows older than this.
ALTER TABLE instruments ADD COLUMN order_filters jsonb;
