package consent

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/twiliokit/twiliokit/channels"
)

// A Dialect is the SQL that a database speaks.
type Dialect string

// The dialects that [SQL] writes.
const (
	PostgreSQL Dialect = "postgresql" // version 9.5 or newer
	SQLite     Dialect = "sqlite"     // version 3.24 or newer
)

// A DB is what [SQL] needs of a database: a *sql.DB, a *sql.Conn, or a *sql.Tx, with which an
// event is recorded or not together with the rest of the transaction.
type DB interface {
	ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
}

// SQL is a ledger in a table of a database, through whichever driver the program has imported.
//
// An event is one row, added by one statement and never changed, so that programs that share the
// database need no lock. On SQLite, where one writes at a time, set a busy_timeout, as every
// program with more than one connection has to.
type SQL struct {
	db      DB
	dialect Dialect
}

// NewSQL returns the ledger in the table consent_events of a database. [SQL.CreateTable] makes the
// table.
func NewSQL(db DB, dialect Dialect) *SQL { return &SQL{db: db, dialect: dialect} }

// Schema is the statement that makes the table of [SQL], for a program's own migrations. It is the
// same in both dialects. happened_at is in microseconds since 1970 in UTC.
const Schema = `CREATE TABLE IF NOT EXISTS consent_events (
	person      TEXT   NOT NULL,
	sender      TEXT   NOT NULL,
	id          TEXT   NOT NULL,
	state       TEXT   NOT NULL,
	source      TEXT   NOT NULL,
	happened_at BIGINT NOT NULL,
	PRIMARY KEY (person, sender, id)
)`

// CreateTable makes the table, if it is not there yet. Several programs may do so at once.
func (l *SQL) CreateTable(ctx context.Context) error {
	_, err := l.db.ExecContext(ctx, Schema)
	if err != nil { // PostgreSQL lets two programs make the table at once, and then fails one of them
		_, err = l.db.ExecContext(ctx, Schema)
	}
	if err != nil {
		return fmt.Errorf("consent: create table: %w", err)
	}
	return nil
}

// Record adds an event.
func (l *SQL) Record(ctx context.Context, e Event) error {
	e, err := e.prepare(ctx)
	if err != nil {
		return err
	}
	result, err := l.db.ExecContext(ctx, l.numbered(`INSERT INTO consent_events
		(person, sender, id, state, source, happened_at) VALUES (?, ?, ?, ?, ?, ?)
		ON CONFLICT (person, sender, id) DO NOTHING`),
		string(e.Person), string(e.Sender), e.ID, string(e.State), string(e.Source), e.Time.UnixMicro())
	if err != nil {
		return discreet("record", err, e.Person, e.Sender)
	}
	if added, err := result.RowsAffected(); err == nil && added > 0 {
		return nil
	}
	known, err := l.query(ctx, e.Person, e.Sender, ` AND id = ?`, e.ID)
	switch {
	case err != nil:
		return err
	case len(known) == 0:
		return errors.New("consent: record: the event is not in the table")
	}
	return e.again(known[0])
}

// Current returns the event that holds.
func (l *SQL) Current(ctx context.Context, who channels.Address, sender Sender) (Event, error) {
	// "opted-out" sorts after "opted-in" in every language.
	events, err := l.query(ctx, who, sender, ` ORDER BY happened_at DESC, state DESC LIMIT 1`)
	if err != nil || len(events) == 0 {
		return Event{Person: person(who), Sender: plain(sender)}, err
	}
	return events[0], nil
}

// History returns all events of a person and a sender, oldest first.
func (l *SQL) History(ctx context.Context, who channels.Address, sender Sender) ([]Event, error) {
	events, err := l.query(ctx, who, sender, ``)
	slices.SortFunc(events, order) // here, since databases differ in how they sort texts
	return events, err
}

func (l *SQL) query(ctx context.Context, who channels.Address, sender Sender, tail string, args ...any) (events []Event, err error) {
	who, sender = person(who), plain(sender)
	defer func() { err = discreet("read", err, who, sender) }()
	rows, err := l.db.QueryContext(ctx, l.numbered(`SELECT id, state, source, happened_at FROM consent_events
		WHERE person = ? AND sender = ?`+tail), append([]any{string(who), string(sender)}, args...)...)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		e, micros := Event{Person: who, Sender: sender}, int64(0)
		if err := rows.Scan(&e.ID, &e.State, &e.Source, &micros); err != nil {
			return nil, err
		}
		e.Time = time.UnixMicro(micros).UTC()
		events = append(events, e)
	}
	if err := rows.Err(); err != nil {
		return nil, err
	}
	return events, nil
}

// numbered writes the placeholders of a statement the way the database does.
func (l *SQL) numbered(query string) string {
	if l.dialect != PostgreSQL {
		return query
	}
	var b strings.Builder
	for n := 1; ; n++ {
		before, after, found := strings.Cut(query, "?")
		b.WriteString(before)
		if !found {
			return b.String()
		}
		b.WriteString("$" + strconv.Itoa(n))
		query = after
	}
}

// A databaseError is a driver's error without the addresses that it was given.
type databaseError struct {
	text string
	err  error
}

func (e *databaseError) Error() string { return e.text }

func (e *databaseError) Unwrap() error { return e.err }

// discreet says what failed. A driver's text may repeat what it could not store.
func discreet(doing string, err error, who channels.Address, sender Sender) error {
	if err == nil {
		return nil
	}
	text := err.Error()
	for _, secret := range []string{who.ID(), channels.Address(sender).ID()} {
		if secret != "" {
			text = strings.ReplaceAll(text, secret, "…")
		}
	}
	return &databaseError{"consent: " + doing + ": " + text, err}
}
