package consent_test

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/twiliokit/twiliokit/channels"
	"github.com/twiliokit/twiliokit/channels/consent"
	"github.com/twiliokit/twiliokit/twilio"
)

// Real databases are asked in the module .ci/sql, which has the drivers. Here a driver notes what it
// is told.

// notes is a driver, and a connection through it.
type notes struct {
	statements []string
	args       [][]driver.Value
	fail       []error          // one for each statement
	rows       [][]driver.Value // answer to a query
	taken      bool             // nothing is added, since the ID is there
}

func (n *notes) Connect(context.Context) (driver.Conn, error) { return n, nil }
func (n *notes) Driver() driver.Driver                        { return nil }
func (n *notes) Prepare(string) (driver.Stmt, error)          { return nil, errors.New("unused") }
func (n *notes) Close() error                                 { return nil }
func (n *notes) Begin() (driver.Tx, error)                    { return nil, errors.New("unused") }

func (n *notes) note(query string, args []driver.NamedValue) error {
	n.statements = append(n.statements, strings.Join(strings.Fields(query), " "))
	values := []driver.Value{}
	for _, a := range args {
		values = append(values, a.Value)
	}
	n.args = append(n.args, values)
	if len(n.fail) == 0 {
		return nil
	}
	err := n.fail[0]
	n.fail = n.fail[1:]
	return err
}

func (n *notes) ExecContext(_ context.Context, query string, args []driver.NamedValue) (driver.Result, error) {
	if n.taken {
		return driver.RowsAffected(0), n.note(query, args)
	}
	return driver.RowsAffected(1), n.note(query, args)
}

func (n *notes) QueryContext(_ context.Context, query string, args []driver.NamedValue) (driver.Rows, error) {
	return &answer{n.rows}, n.note(query, args)
}

type answer struct{ rows [][]driver.Value }

func (*answer) Columns() []string { return []string{"id", "state", "source", "happened_at"} }
func (*answer) Close() error      { return nil }

func (a *answer) Next(dest []driver.Value) error {
	if len(a.rows) == 0 {
		return io.EOF
	}
	copy(dest, a.rows[0])
	a.rows = a.rows[1:]
	return nil
}

func TestSQLStatements(t *testing.T) {
	t.Parallel()
	for _, dialect := range []consent.Dialect{consent.SQLite, consent.PostgreSQL} {
		n := &notes{rows: [][]driver.Value{{"1", "opted-in", "api", noon.UnixMicro()}}}
		l := consent.NewSQL(sql.OpenDB(n), dialect)
		record(t, l, event(consent.OptedIn, noon, "1"))
		e, err := l.Current(t.Context(), alice, shop)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(event(consent.OptedIn, noon, "1"), e); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
		want := []string{
			"INSERT INTO consent_events (person, sender, id, state, source, happened_at) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (person, sender, id) DO NOTHING",
			"SELECT id, state, source, happened_at FROM consent_events WHERE person = ? AND sender = ? ORDER BY happened_at DESC, state DESC LIMIT 1",
		}
		if dialect == consent.PostgreSQL {
			want[0] = strings.Replace(want[0], "?, ?, ?, ?, ?, ?", "$1, $2, $3, $4, $5, $6", 1)
			want[1] = strings.NewReplacer("person = ?", "person = $1", "sender = ?", "sender = $2").Replace(want[1])
		}
		if diff := cmp.Diff(want, n.statements); diff != "" {
			t.Errorf("%s (-want +got):\n%s", dialect, diff)
		}
		args := [][]driver.Value{{string(alice), string(shop), "1", "opted-in", "api", noon.UnixMicro()}, {string(alice), string(shop)}}
		if diff := cmp.Diff(args, n.args); diff != "" {
			t.Errorf("%s (-want +got):\n%s", dialect, diff)
		}
	}
}

// A database that fails holds the message back, and what it says is told without the numbers.
func TestSQLFails(t *testing.T) {
	t.Parallel()
	cause := errors.New(`cannot store "+15558675310" for "+15557122661": disk full`)
	n := &notes{fail: []error{cause, cause, cause}}
	l := consent.NewSQL(sql.OpenDB(n), consent.SQLite)
	_, err := l.History(t.Context(), alice, shop)
	e := event(consent.OptedIn, noon.Add(time.Hour), "1")
	sent := new(counter)
	_, gated := consent.NewKeeper(l).Gate(sent.create, consent.RespectOptOut).
		Create(t.Context(), &twilio.CreateMessageParams{To: alice, From: channels.Address(shop)})
	for doing, err := range map[string]error{"read": err, "record": l.Record(t.Context(), e), "gate": gated} {
		if !errors.Is(err, cause) || strings.Contains(err.Error(), "555") || !strings.Contains(err.Error(), `"…": disk full`) {
			t.Errorf("%s: error is %v", doing, err)
		}
	}
	if sent.calls > 0 || !errors.Is(gated, consent.ErrLedger) {
		t.Errorf("%d calls, error is %v", sent.calls, gated)
	}
}

// Where the ID is taken the table is asked by which event.
func TestSQLIDOfAnotherEvent(t *testing.T) {
	t.Parallel()
	n := &notes{taken: true, rows: [][]driver.Value{{"1", "opted-in", "api", noon.UnixMicro()}}}
	l := consent.NewSQL(sql.OpenDB(n), consent.PostgreSQL)
	record(t, l, event(consent.OptedIn, noon.Add(time.Hour), "1"))
	if err := l.Record(t.Context(), event(consent.OptedOut, noon, "1")); !errors.Is(err, consent.ErrEvent) {
		t.Errorf("error is %v", err)
	}
	want := "SELECT id, state, source, happened_at FROM consent_events WHERE person = $1 AND sender = $2 AND id = $3"
	if diff := cmp.Diff(want, n.statements[len(n.statements)-1]); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]driver.Value{string(alice), string(shop), "1"}, n.args[len(n.args)-1]); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	n.rows = nil
	if err := l.Record(t.Context(), event(consent.OptedIn, noon, "1")); err == nil || errors.Is(err, consent.ErrEvent) {
		t.Errorf("neither added nor there: error is %v", err)
	}
	n.fail = []error{nil, errors.New("connection lost")}
	if err := l.Record(t.Context(), event(consent.OptedIn, noon, "1")); err == nil || !strings.Contains(err.Error(), "connection lost") {
		t.Errorf("error is %v", err)
	}
}

func TestSQLRowThatIsNone(t *testing.T) {
	t.Parallel()
	l := consent.NewSQL(sql.OpenDB(&notes{rows: [][]driver.Value{{"1", "opted-in", "api", "yesterday"}}}), consent.SQLite)
	if e, err := l.Current(t.Context(), alice, shop); err == nil || e.State != consent.Unknown {
		t.Errorf("%v, %v", e, err)
	}
}

// Two programs that make the table at once: PostgreSQL fails one of them.
func TestSQLCreateTable(t *testing.T) {
	t.Parallel()
	errTwice := errors.New("duplicate key value violates unique constraint")
	n := &notes{fail: []error{errTwice}}
	if err := consent.NewSQL(sql.OpenDB(n), consent.PostgreSQL).CreateTable(t.Context()); err != nil {
		t.Error(err)
	}
	n = &notes{fail: []error{errTwice, errTwice}}
	if err := consent.NewSQL(sql.OpenDB(n), consent.PostgreSQL).CreateTable(t.Context()); !errors.Is(err, errTwice) {
		t.Errorf("error is %v", err)
	}
}
