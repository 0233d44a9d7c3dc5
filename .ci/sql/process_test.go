package sql_test

import (
	"bufio"
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/twiliokit/twiliokit/channels/consent"
)

// writerEnv tells this test binary that it is a writer, and of what: an order in JSON.
const writerEnv = "CONSENT_WRITER"

// An order is what a writer does: with as many others, it records events, each at its own pace.
type order struct {
	Dialect     consent.Dialect
	Driver, DSN string
	Writer      int // from 0 to writers-1
}

const (
	writers = 2
	own     = 150 // events that a writer alone tells
	shared  = 150 // events that each writer tells, as when a webhook is called twice
)

// events returns what a writer records, in its order: shared events forwards or backwards with its own
// in between, as clocks and networks have it.
func (o order) events() []consent.Event {
	var events []consent.Event
	for i := range shared {
		n := i
		if o.Writer%2 == 1 {
			n = shared - 1 - i
		}
		events = append(events,
			numbered(n, fmt.Sprintf("SM%d", n)),
			numbered(shared+i, fmt.Sprintf("SM%d of %d", i, o.Writer)))
	}
	return events
}

// numbered returns the event of a second: out in odd ones, in in even ones.
func numbered(second int, id string) consent.Event {
	e := consent.Event{
		Person: alice, Sender: shop, State: consent.OptedIn, Source: consent.SourceKeyword,
		Time: noon.Add(time.Duration(second) * time.Second), ID: id,
	}
	if second%2 == 1 {
		e.State = consent.OptedOut
	}
	return e
}

// write is the program of a writer. It makes the table as well, like every process that starts, and
// begins when its input says so.
func write(text string) error {
	var o order
	if err := json.Unmarshal([]byte(text), &o); err != nil {
		return err
	}
	db, err := sql.Open(o.Driver, o.DSN)
	if err != nil {
		return err
	}
	defer db.Close()
	fmt.Println("ready")
	if _, err := bufio.NewReader(os.Stdin).ReadString('\n'); err != nil {
		return err
	}
	ctx := context.Background()
	l := consent.NewSQL(db, o.Dialect)
	if err := l.CreateTable(ctx); err != nil {
		return err
	}
	for _, e := range o.events() {
		if err := l.Record(ctx, e); err != nil {
			return err
		}
		if _, err := l.Current(ctx, alice, shop); err != nil {
			return err
		}
	}
	return nil
}

// writer is a process that writes.
type writer struct {
	cmd    *exec.Cmd
	in     io.WriteCloser
	stderr bytes.Buffer
}

func startWriter(t *testing.T, o order) *writer {
	t.Helper()
	text, err := json.Marshal(o)
	if err != nil {
		t.Fatal(err)
	}
	w := &writer{cmd: exec.CommandContext(t.Context(), os.Args[0])}
	w.cmd.Env = append(os.Environ(), writerEnv+"="+string(text))
	w.cmd.Stderr = &w.stderr
	if w.in, err = w.cmd.StdinPipe(); err != nil {
		t.Fatal(err)
	}
	out, err := w.cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := w.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	if line, err := bufio.NewReader(out).ReadString('\n'); line != "ready\n" {
		t.Fatalf("the writer says %q, %v\n%s", line, err, &w.stderr)
	}
	return w
}

// Two processes write at once: nothing is lost, nothing is there twice, and the latest event holds.
func TestTwoProcessesAtOnce(t *testing.T) {
	t.Parallel()
	for _, p := range places(t) {
		t.Run(string(p.dialect), func(t *testing.T) {
			t.Parallel()
			processes := make([]*writer, writers)
			want := new(consent.Memory)
			for i := range processes {
				o := order{p.dialect, p.driver, p.dsn, i}
				processes[i] = startWriter(t, o)
				for _, e := range o.events() {
					if err := want.Record(t.Context(), e); err != nil {
						t.Fatal(err)
					}
				}
			}
			for _, w := range processes {
				if _, err := io.WriteString(w.in, "go\n"); err != nil {
					t.Fatal(err)
				}
			}
			for i, w := range processes {
				if err := w.cmd.Wait(); err != nil {
					t.Errorf("writer %d: %v\n%s", i, err, &w.stderr)
				}
			}
			l := consent.NewSQL(open(t, p), p.dialect)
			got, err := l.History(t.Context(), alice, shop)
			if err != nil {
				t.Fatal(err)
			}
			events, err := want.History(t.Context(), alice, shop)
			if err != nil {
				t.Fatal(err)
			}
			if len(events) != shared+writers*own {
				t.Fatalf("%d events are wanted", len(events))
			}
			if diff := cmp.Diff(events, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			now, err := l.Current(t.Context(), alice, shop)
			if err != nil {
				t.Fatal(err)
			}
			if now.State != consent.OptedOut || !now.Time.Equal(noon.Add((shared+own-1)*time.Second)) {
				t.Errorf("what holds is %+v", now)
			}
		})
	}
}
