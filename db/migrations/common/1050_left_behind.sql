-- Another simulated market has other prices: tickets and cards of the old one go with it, and boards begin anew.
CREATE FUNCTION leave_simulated_chat() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM paper_tickets WHERE source = 'simulated';
    DELETE FROM paper_cards WHERE source = 'simulated';
    DELETE FROM live_boards WHERE market_source = 'simulated';
    RETURN NULL;
END $$;
CREATE TRIGGER leave_simulated_chat AFTER INSERT ON simulated_worlds
    FOR EACH ROW EXECUTE FUNCTION leave_simulated_chat();
