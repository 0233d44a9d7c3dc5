package sql_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	_ "modernc.org/sqlite"

	"github.com/twiliokit/twiliokit/channels"
	"github.com/twiliokit/twiliokit/channels/consent"
	"github.com/twiliokit/twiliokit/twilio"
)

// server is the PostgreSQL server of all tests.
var server *postgres

func TestMain(m *testing.M) {
	if place := os.Getenv(writerEnv); place != "" {
		if err := write(place); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	var err error
	if server, err = startPostgres(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	status := m.Run()
	if err := server.stop(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		status = max(status, 1)
	}
	os.Exit(status)
}

const (
	alice channels.Address = "+15558675310"
	shop  consent.Sender   = "+15557122661"
)

var noon = time.Date(2024, 5, 24, 12, 0, 0, 0, time.UTC)

// place is an empty database of a test's own: a dialect, and how to reach it by database/sql.
type place struct {
	dialect     consent.Dialect
	driver, dsn string
}

func places(t *testing.T) []place {
	t.Helper()
	return []place{
		{consent.SQLite, "sqlite", "file:" + filepath.Join(t.TempDir(), "consent.db") + "?_pragma=busy_timeout(30000)&_pragma=synchronous(off)"},
		{consent.PostgreSQL, "pgx", server.dsn(newDatabase(t))},
	}
}

var databases atomic.Int64

// newDatabase makes an empty database and returns its name.
func newDatabase(t *testing.T) string {
	t.Helper()
	db := open(t, place{consent.PostgreSQL, "pgx", server.dsn("postgres")})
	name := fmt.Sprintf("test%d", databases.Add(1))
	if _, err := db.ExecContext(t.Context(), "CREATE DATABASE "+name); err != nil {
		t.Fatal(err)
	}
	return name
}

func open(t *testing.T, p place) *sql.DB {
	t.Helper()
	db, err := sql.Open(p.driver, p.dsn)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	return db
}

// forEach runs a test on a ledger in each database.
func forEach(t *testing.T, test func(t *testing.T, db *sql.DB, l *consent.SQL)) {
	for _, p := range places(t) {
		t.Run(string(p.dialect), func(t *testing.T) {
			t.Parallel()
			db := open(t, p)
			l := consent.NewSQL(db, p.dialect)
			if err := l.CreateTable(t.Context()); err != nil {
				t.Fatal(err)
			}
			test(t, db, l)
		})
	}
}

// Whatever happens, in whichever order, a database comes to what the memory comes to.
func TestAsInMemory(t *testing.T) {
	t.Parallel()
	forEach(t, func(t *testing.T, _ *sql.DB, l *consent.SQL) {
		memory := new(consent.Memory)
		people := []channels.Address{alice, "whatsapp:+15558675310", "rcs:+15558675310", "messenger:Ünïcode'; --", "sms:+15558675310", "+15558675311"}
		senders := []consent.Sender{shop, "sms:+15557122661", "MGaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "Fish & Chips"}
		r := rand.New(rand.NewPCG(1, 2))
		refused := 0
		for range 2000 {
			e := consent.Event{
				Person: people[r.IntN(len(people))], Sender: senders[r.IntN(len(senders))],
				State:  [...]consent.State{consent.OptedIn, consent.OptedOut}[r.IntN(2)],
				Source: [...]consent.Source{consent.SourceKeyword, consent.SourceForm, "a fair, 'by hand'"}[r.IntN(3)],
				// Often at the same time, often told twice.
				Time: noon.Add(time.Duration(r.IntN(40)) * 700 * time.Nanosecond),
				ID:   fmt.Sprintf("%d ü", r.IntN(60)),
			}
			err := l.Record(t.Context(), e)
			if inMemory := memory.Record(t.Context(), e); (err == nil) != (inMemory == nil) {
				t.Fatalf("%+v: %v, in memory %v", e, err, inMemory)
			} else if err != nil {
				refused++
			}
		}
		if refused == 0 || refused == 2000 {
			t.Errorf("%d events refused", refused)
		}
		for _, person := range people {
			for _, sender := range senders {
				want, err := memory.History(t.Context(), person, sender)
				if err != nil {
					t.Fatal(err)
				}
				got, err := l.History(t.Context(), person, sender)
				if err != nil {
					t.Fatal(err)
				}
				if diff := cmp.Diff(want, got); diff != "" {
					t.Fatalf("%s, %s: history (-want +got):\n%s", person, sender, diff)
				}
				now, err := l.Current(t.Context(), person, sender)
				if err != nil {
					t.Fatal(err)
				}
				inMemory, err := memory.Current(t.Context(), person, sender)
				if err != nil {
					t.Fatal(err)
				}
				if now.State != inMemory.State || !now.Time.Equal(inMemory.Time) || now.Person != inMemory.Person || now.Sender != inMemory.Sender {
					t.Errorf("%s, %s: %+v, in memory %+v", person, sender, now, inMemory)
				}
			}
		}
	})
}

// An opt-out whose ID is taken is not lost without a word, by whoever records it.
func TestIDOfAnotherEvent(t *testing.T) {
	t.Parallel()
	forEach(t, func(t *testing.T, _ *sql.DB, l *consent.SQL) {
		in := consent.Event{Person: alice, Sender: shop, State: consent.OptedIn, Source: consent.SourceForm, Time: noon, ID: "form 7"}
		out := in
		out.State, out.Time = consent.OptedOut, noon.Add(time.Hour)
		for _, tt := range []struct {
			event consent.Event
			want  error
		}{{in, nil}, {in, nil}, {out, consent.ErrEvent}} {
			if err := l.Record(t.Context(), tt.event); !errors.Is(err, tt.want) {
				t.Errorf("%s: error is %v, want %v", tt.event.State, err, tt.want)
			}
		}
		got, err := l.History(t.Context(), alice, shop)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff([]consent.Event{in}, got); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	})
}

// An event is part of the transaction that it was recorded in.
func TestTransaction(t *testing.T) {
	t.Parallel()
	forEach(t, func(t *testing.T, db *sql.DB, l *consent.SQL) {
		dialect := consent.SQLite
		if strings.HasSuffix(t.Name(), string(consent.PostgreSQL)) {
			dialect = consent.PostgreSQL
		}
		for _, tt := range []struct {
			end  func(*sql.Tx) error
			want consent.State
		}{{(*sql.Tx).Rollback, consent.Unknown}, {(*sql.Tx).Commit, consent.OptedIn}} {
			tx, err := db.BeginTx(t.Context(), nil)
			if err != nil {
				t.Fatal(err)
			}
			e := consent.Event{Person: alice, Sender: shop, State: consent.OptedIn, Source: consent.SourceForm, ID: "1"}
			if err := consent.NewSQL(tx, dialect).Record(t.Context(), e); err != nil {
				t.Fatal(err)
			}
			if err := tt.end(tx); err != nil {
				t.Fatal(err)
			}
			if got, err := l.Current(t.Context(), alice, shop); err != nil || got.State != tt.want {
				t.Errorf("%q, %v; want %q", got.State, err, tt.want)
			}
		}
	})
}

// A ledger that fails holds messages back, and no error tells whose they were.
func TestNoLedgerNoMessage(t *testing.T) {
	t.Parallel()
	elsewhere := place{consent.PostgreSQL, "pgx", fmt.Sprintf("host=%s user=postgres", t.TempDir())}
	noTable := places(t)
	for name, p := range map[string]place{"no server": elsewhere, "no table in SQLite": noTable[0], "no table in PostgreSQL": noTable[1]} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			keeper := consent.NewKeeper(consent.NewSQL(open(t, p), p.dialect))
			send := func(context.Context, *twilio.CreateMessageParams) (*twilio.Message, error) {
				t.Error("the message was sent")
				return nil, nil
			}
			_, err := keeper.Gate(send, consent.RespectOptOut).
				Create(t.Context(), &twilio.CreateMessageParams{To: alice, From: channels.Address(shop), Body: "secret"})
			recorded := keeper.Record(t.Context(), consent.Event{Person: alice, Sender: shop, State: consent.OptedOut, ID: "1"})
			if !errors.Is(err, consent.ErrLedger) || recorded == nil {
				t.Errorf("errors are %v and %v", err, recorded)
			}
			for _, secret := range []string{"55586", "55571", "secret"} {
				if text := fmt.Sprint(err, recorded); strings.Contains(text, secret) {
					t.Errorf("%q is in %s", secret, text)
				}
			}
		})
	}
}
