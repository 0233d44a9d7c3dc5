package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/twiliokit/twiliokit/channels"
	"github.com/twiliokit/twiliokit/twilio"
	"github.com/twiliokit/twiliokit/twilio/twiliotest"
)

const guestsWanted = 40

func guest(i int) channels.Address { return channels.Address(fmt.Sprintf("+1555867%04d", i)) }

// party is a list of guests and the account that writes to them.
type party struct {
	tw      *twiliotest.Twilio
	list    string
	options options
}

func newParty(t *testing.T) *party {
	t.Helper()
	tw := twiliotest.New(t)
	service, template, err := prepare(t.Context(), tw)
	if err != nil {
		t.Fatal(err)
	}
	list := "1,to,2\n"
	for i := range guestsWanted {
		list += fmt.Sprintf("Guest %d,%s,\"tonight, at eight\"\n", i, guest(i))
	}
	return &party{tw, list, options{
		results: filepath.Join(t.TempDir(), "results.csv"), service: service, template: template, rate: 10,
	}}
}

func (p *party) send(ctx context.Context, out *strings.Builder, via http.RoundTripper) error {
	client := p.tw.Client(twilio.WithHTTPClient(&http.Client{Transport: via}))
	return send(ctx, out, client, []byte(p.list), p.options)
}

// check fails the test unless every guest's phone shows the invitation once.
func (p *party) check(t *testing.T) {
	t.Helper()
	p.tw.Wait()
	for i := range guestsWanted {
		var got []string
		for _, m := range p.tw.Phone(guest(i)).Messages() {
			if strings.HasPrefix(m.Body, "Dear ") {
				got = append(got, m.Body)
			}
		}
		want := []string{fmt.Sprintf("Dear Guest %d, your table is booked for tonight, at eight.", i)}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("guest %d (-want +got):\n%s", i, diff)
		}
	}
}

func (p *party) results(t *testing.T) []string {
	t.Helper()
	b, err := os.ReadFile(p.options.results)
	if err != nil {
		t.Fatal(err)
	}
	return strings.SplitAfter(string(b), "\n")
}

// interruption passes calls on and interrupts the program in the midst of one.
type interruption struct {
	http.RoundTripper
	after     atomic.Int64 // calls that send
	interrupt func()
}

func (i *interruption) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.Method == http.MethodPost && i.after.Add(-1) == 0 {
		i.interrupt()
	}
	return i.RoundTripper.RoundTrip(r)
}

func (p *party) sendInterrupted(ctx context.Context, out *strings.Builder, after int64) (interrupted bool, err error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	i := &interruption{RoundTripper: p.tw, interrupt: cancel}
	i.after.Store(after)
	err = p.send(ctx, out, i)
	return ctx.Err() != nil, err
}

func TestEveryGuestOnceHoweverOftenInterrupted(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		p := newParty(t)
		runs := 0
		for interrupted := true; interrupted; {
			runs++
			var out strings.Builder
			var err error
			if interrupted, err = p.sendInterrupted(t.Context(), &out, 7); err != nil {
				t.Fatal(err)
			}
			if !strings.Contains(out.String(), "Results are in "+p.options.results) ||
				interrupted != strings.Contains(out.String(), "Interrupted.") {
				t.Errorf("run %d printed:\n%s", runs, &out)
			}
			if !interrupted && !strings.Contains(out.String(), "40 of 40: 40 sent\n") {
				t.Errorf("the last run printed:\n%s", &out)
			}
		}
		if runs < 3 {
			t.Errorf("it took %d runs, so it was not interrupted", runs)
		}
		p.check(t)
	})
}

// TestEveryGuestOnceAfterAKill has the file of results as a program leaves it that is killed: of
// some guests it says only that a call was to be made, which for some had been, and its last line
// is cut off.
func TestEveryGuestOnceAfterAKill(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		p := newParty(t)
		// What else is in Twilio's log about the last guest, and proves nothing.
		other := p.tw.AddService("Others", twiliotest.Senders(p.tw.AddNumber("+15557122662")))
		for _, service := range []string{p.options.service, other} {
			if _, err := p.tw.Client().Messages.Create(t.Context(), &twilio.CreateMessageParams{
				To: guest(guestsWanted - 1), MessagingServiceSID: service, Body: "Hello from " + service,
			}); err != nil {
				t.Fatal(err)
			}
			time.Sleep(2 * time.Minute) // so that the first is too old, and the second by another service
		}
		p.tw.Phone(guest(guestsWanted-1)).Send(sender, "Thanks")

		var first, out strings.Builder
		if _, err := p.sendInterrupted(t.Context(), &first, 20); err != nil {
			t.Fatal(err)
		}
		var left strings.Builder
		for i, line := range p.results(t) {
			if i%3 != 0 || !strings.Contains(line, ",sent,SM") {
				left.WriteString(line)
			}
		}
		at := time.Now().UTC().Format(time.RFC3339)
		fmt.Fprintf(&left, "%s,%s,%s,%s,sending,,\n", at, p.options.service, p.options.template, guest(guestsWanted-1))
		fmt.Fprintf(&left, "%s,%s,%s,+1555867", at, p.options.service, p.options.template)
		if err := os.WriteFile(p.options.results, []byte(left.String()), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := p.send(t.Context(), &out, p.tw); err != nil {
			t.Fatal(err)
		}
		if !strings.HasPrefix(out.String()[strings.LastIndex(out.String(), "40 of"):], "40 of 40: 40 sent\n") {
			t.Errorf("printed:\n%s", &out)
		}
		if all := strings.Join(p.results(t), ""); !strings.Contains(all, "found in Twilio's log") || !strings.Contains(all, "not in Twilio's log") {
			t.Errorf("results:\n%s", all)
		}
		p.check(t)
	})
}

// slow takes calls that send, breaks their connections, and carries them out later all the same.
type slow struct {
	*twiliotest.Twilio
	delay time.Duration
}

func (s *slow) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.Method != http.MethodPost {
		return s.Twilio.RoundTrip(r)
	}
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return nil, err
	}
	later := r.Clone(context.WithoutCancel(r.Context()))
	later.Body = io.NopCloser(bytes.NewReader(body))
	go func() {
		time.Sleep(s.delay)
		if resp, err := s.Twilio.RoundTrip(later); err == nil {
			resp.Body.Close()
		}
	}()
	return nil, io.ErrUnexpectedEOF
}

// TestACallThatArrivesLateIsNotMadeAgain has no answer for any guest, and the messages come into
// Twilio's log while the next run looks for them there.
func TestACallThatArrivesLateIsNotMadeAgain(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		p := newParty(t)
		var out strings.Builder
		if err := p.send(t.Context(), &out, &slow{p.tw, 30 * time.Second}); err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(out.String(), "0 of 40: 0 sent, 40 unknown\n") || !strings.Contains(out.String(), "tries the rest again") {
			t.Errorf("printed:\n%s", &out)
		}
		if err := p.send(t.Context(), &out, p.tw); err != nil {
			t.Fatal(err)
		}
		p.check(t)
		if posts := strings.Count(p.tw.Dump(), "POST api/"); posts != guestsWanted {
			t.Errorf("%d calls were made", posts)
		}
	})
}

func TestASettlingRunCanBeInterrupted(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		p := newParty(t)
		var out strings.Builder
		if err := p.send(t.Context(), &out, &slow{p.tw, 30 * time.Second}); err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		if err := p.send(ctx, &out, p.tw); err != nil {
			t.Error(err)
		}
		if !strings.Contains(out.String(), "Interrupted.") {
			t.Errorf("printed:\n%s", &out)
		}
		time.Sleep(time.Minute) // until the calls have arrived
	})
}

func TestARefusalIsFinalAndTold(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		p := newParty(t)
		p.tw.Phone(guest(7)).Send(sender, "STOP")
		heal := p.tw.Inject(twiliotest.FaultCode(twilio.ErrInvalidTo).To(guest(7)).Route(http.MethodPost, "/Messages").Always())
		for range 2 {
			var out strings.Builder
			if err := p.send(t.Context(), &out, p.tw); err != nil {
				t.Fatal(err)
			}
			if !strings.Contains(out.String(), "40 of 40: 39 sent, 1 refused\n") || !strings.Contains(out.String(), "-retry-refused") {
				t.Errorf("printed:\n%s", &out)
			}
		}
		if all := strings.Join(p.results(t), ""); strings.Count(all, ",refused,,") != 1 || !strings.Contains(all, "21211") {
			t.Errorf("results:\n%s", all)
		}
		heal()
		p.options.retryRefused = true
		var out strings.Builder
		if err := p.send(t.Context(), &out, p.tw); err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(out.String(), "40 of 40: 40 sent\n") {
			t.Errorf("printed:\n%s", &out)
		}
	})
}

func TestWhatSaysNothingOfARecipientEndsIt(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		change func(*options)
		err    *twilio.Error
		want   error
	}{
		"wrong credentials": {nil, &twilio.Error{Status: http.StatusUnauthorized, Code: twilio.ErrAuthentication}, twilio.ErrUnauthorized},
		"not allowed":       {nil, &twilio.Error{Status: http.StatusForbidden, Code: twilio.ErrAccountNotActive}, twilio.ErrForbidden},
		"wrong service":     {func(o *options) { o.service = "MG" + strings.Repeat("0", 32) }, nil, twilio.ErrNotFound},
		"wrong template":    {func(o *options) { o.template = "HX" + strings.Repeat("0", 32) }, nil, twilio.ErrNotFound},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				p := newParty(t)
				right := p.options
				inFlight := 0
				heal := func() {}
				if tt.err != nil {
					inFlight = 8 // calls that the first refusal comes too late for
					heal = p.tw.Inject(twiliotest.FaultError(tt.err).To(guest(0)).Route(http.MethodPost, "/Messages").Always())
				}
				if tt.change != nil {
					tt.change(&p.options)
				}
				if err := p.send(t.Context(), new(strings.Builder), p.tw); !errors.Is(err, tt.want) {
					t.Errorf("error is %v", err)
				}
				if n := len(p.tw.Messages()); n > inFlight {
					t.Errorf("%d messages were sent all the same", n)
				}
				heal()
				p.options = right
				if tt.change != nil { // for whom the results are
					p.options.results += "2"
				}
				if err := p.send(t.Context(), new(strings.Builder), p.tw); err != nil {
					t.Error(err)
				}
				p.check(t)
			})
		})
	}
}

// TestNothingIsSentThatIsNotWrittenDown has a file of results that cannot be written to.
func TestNothingIsSentThatIsNotWrittenDown(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		p := newParty(t)
		j, err := openJournal(p.options.results, p.options.service, p.options.template)
		if err != nil {
			t.Fatal(err)
		}
		j.file.Close()
		b := &broadcast{
			client: p.tw.Client(), service: p.options.service, template: p.options.template, rate: 10,
			journal: j, progress: newProgress(io.Discard, 1),
		}
		if err := b.run(t.Context(), []recipient{{to: guest(0)}}); !errors.Is(err, os.ErrClosed) {
			t.Errorf("error is %v", err)
		}
		if n := len(p.tw.Messages()); n > 0 {
			t.Errorf("%d messages were sent", n)
		}
	})
}

func TestResultsOfSomethingElseAreLeftAlone(t *testing.T) {
	t.Parallel()
	for name, content := range map[string]string{
		"a list":             "to,1\n+15558675310,Ada\n",
		"a list, cut off":    "to,1\n+15558675310,Ada\n+15558675311,Grace",
		"a key":              "PRIVATE KEY WITHOUT NEWLINE",
		"another template":   journalHeader + "2000-01-01T00:00:00Z,MG1,HX0,+15558675310,sent,SM1,\n",
		"another service":    journalHeader + "2000-01-01T00:00:00Z,MG0,HX1,+15558675310,sent,SM1,\n",
		"no time":            journalHeader + "now,MG1,HX1,+15558675310,sent,SM1,\n",
		"too few, and a bit": journalHeader + "now,MG1\n2000",
	} {
		file := filepath.Join(t.TempDir(), "results.csv")
		if err := os.WriteFile(file, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		_, err := openJournal(file, "MG1", "HX1")
		if err == nil || !strings.Contains(err.Error(), "these are") {
			t.Errorf("%s: error is %v", name, err)
		}
		if b, err := os.ReadFile(file); err != nil || string(b) != content {
			t.Errorf("%s: the file is now %q, %v", name, b, err)
		}
	}
}

func TestTwoRunsDoNotShareResults(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" {
		t.Skip("files are not locked here")
	}
	file := filepath.Join(t.TempDir(), "results.csv")
	j, err := openJournal(file, "MG1", "HX1")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := openJournal(file, "MG1", "HX1"); err == nil || !strings.Contains(err.Error(), "another run") {
		t.Errorf("error is %v", err)
	}
	if err := j.close(); err != nil {
		t.Fatal(err)
	}
	if j, err = openJournal(file, "MG1", "HX1"); err != nil {
		t.Fatal(err)
	}
	if err := j.close(); err != nil {
		t.Error(err)
	}
}

func TestLists(t *testing.T) {
	t.Parallel()
	got, err := readRecipients(strings.NewReader("\ufeffname,to\nAda,+15558675310\nA, whatsapp:+15558675310 \nAda L.,+15558675310\n"))
	if err != nil || len(got) != 2 || got[0].to != "+15558675310" || got[1].to != "whatsapp:+15558675310" || got[0].variables["name"] != "Ada" {
		t.Errorf("%v, %v", got, err)
	}
	for list, want := range map[string]string{
		"":                                       "is empty",
		"name\nAda\n":                            `no column "to"`,
		"to\n+15558675310\nSHOP\n555 1234\n":     "line 3",
		"to,1\n+15558675310,Ada\n+15558675311\n": "wrong number of fields",
		"to,1,to\n+15558675310,Ada,x\n":          `two columns "to"`,
		"to,\n+15558675310,Ada\n":                "column 2 has no name",
		"to,1\n+15558675310,\n":                  `line 2: column "1" is empty`,
	} {
		if _, err := readRecipients(strings.NewReader(list)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q", list, err, want)
		}
	}
}

func TestBar(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var out strings.Builder
		p := newProgress(&out, 4)
		p.terminal = true
		p.add(sent)
		p.add(sent) // too soon after to draw it
		p.add(refused)
		p.end()
		const erase = "\x1b[K"
		want := "\r[███████·······················] 1 of 4: 1 sent" + erase +
			"\r[██████████████████████········] 3 of 4: 2 sent, 1 refused" + erase + "\n"
		if diff := cmp.Diff(want, out.String()); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	})
}

func TestRehearsal(t *testing.T) {
	t.Setenv("TWILIO_ACCOUNT_SID", "")
	synctest.Test(t, func(t *testing.T) {
		var out strings.Builder
		if err := run(t.Context(), &out, []string{"-results", filepath.Join(t.TempDir(), "results.csv")}); err != nil {
			t.Fatal(err)
		}
		for _, want := range []string{"24 of 24: 24 sent\n", "24 arrived. The last one reads: Dear Whitfield, your table is booked for"} {
			if !strings.Contains(out.String(), want) {
				t.Errorf("%q is missing from:\n%s", want, &out)
			}
		}
	})
}

func TestBadArguments(t *testing.T) {
	t.Setenv("TWILIO_AUTH_TOKEN", "")
	for name, tt := range map[string]struct {
		account string
		args    []string
		want    string
	}{
		"unknown flag":   {"", []string{"-x"}, "flag provided but not defined: -x"},
		"argument":       {"", []string{"list.csv"}, "unexpected argument"},
		"no rate":        {"", []string{"-rate", "0"}, "-rate"},
		"no such list":   {"", []string{"-to", "absent.csv"}, "absent.csv"},
		"no service":     {"AC1", []string{"-to", "list.csv", "-template", "HX1"}, "-service"},
		"no credentials": {"AC1", []string{"-to", "list.csv", "-template", "HX1", "-service", "MG1"}, "TWILIO_"},
	} {
		t.Setenv("TWILIO_ACCOUNT_SID", tt.account)
		if err := run(t.Context(), new(strings.Builder), tt.args); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: %v, want it to contain %q", name, err, tt.want)
		}
	}
}
