-- A restart asks which funding instant of each contract was paid last.
CREATE INDEX paper_transfers_funding ON paper_transfers (symbol, at) WHERE cause = 'funding';
