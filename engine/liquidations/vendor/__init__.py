"""Maps of a data vendor beside our own: values, conversion, likeness. Its amounts are relative, never dollars."""
