"""Records: the database tables, the functions that read and write them, and the migrations."""
