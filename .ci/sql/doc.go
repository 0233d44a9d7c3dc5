// Package sql runs the ledger of channels/consent on real databases: SQLite, and a PostgreSQL server
// that the tests start for themselves. It is a module of its own, so that nobody who uses the library
// downloads a database driver.
package sql
