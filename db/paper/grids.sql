-- name: keep_grids
INSERT INTO paper_contracts (source, symbol, coin, tick_size, lot_size)
SELECT $1, * FROM unnest($2::text[], $3::text[], $4::numeric[], $5::numeric[])
ON CONFLICT (source, symbol) DO NOTHING

-- name: grids
SELECT symbol, tick_size, lot_size FROM paper_contracts WHERE source = $1 AND symbol = ANY ($2)

-- name: change_grid
UPDATE paper_contracts SET tick_size = $3, lot_size = $4 WHERE source = $1 AND symbol = $2
