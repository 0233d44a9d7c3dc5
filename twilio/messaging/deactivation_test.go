package messaging_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/twiliokit/twiliokit/channels"
	"github.com/twiliokit/twiliokit/twilio"
	"github.com/twiliokit/twiliokit/twilio/messaging"
)

const fileURL = "https://files.example/2026-11-20.txt?signature=secret"

var yesterday = &messaging.DeactivationsParams{Date: twilio.Day(2026, 11, 20)}

// files is Twilio and the host of its files: the first answers with a link in either form, the
// second with body. It keeps which requests had credentials.
type files struct {
	header bool // the link is in the header Location, not in the answer's body
	body   io.ReadCloser
	hops   []string
}

func (f *files) RoundTrip(r *http.Request) (*http.Response, error) {
	hop := r.URL.Host
	if r.Header.Get("Authorization") != "" {
		hop += " with credentials"
	}
	f.hops = append(f.hops, hop)
	resp := &http.Response{StatusCode: http.StatusOK, Header: http.Header{}, Body: f.body, ContentLength: -1, Request: r}
	if r.URL.Host == "messaging.twilio.com" {
		resp.StatusCode = http.StatusTemporaryRedirect
		resp.Body = io.NopCloser(strings.NewReader(`{"redirect_to":"` + fileURL + `"}`))
		if f.header {
			resp.Header.Set("Location", fileURL)
			resp.Body = http.NoBody
		}
	}
	return resp, nil
}

func (f *files) deactivations() *messaging.DeactivationService {
	client := twilio.New(twilio.AuthToken("AC1", "token"), twilio.WithHTTPClient(&http.Client{Transport: f}))
	return messaging.New(client).Deactivations
}

// endless is a file of numbers without end that says when it has been closed.
type endless struct{ read, closed int }

func (e *endless) Read(b []byte) (int, error) {
	n := copy(b, strings.Repeat("15558675310\n", len(b)/12+1))
	e.read += n
	return n, nil
}

func (e *endless) Close() error {
	e.closed++
	return nil
}

func TestDeactivations(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		file string
		want []channels.Address
		err  error
	}{
		"one a line":         {"15558675310\n15558675311\n", []channels.Address{"+15558675310", "+15558675311"}, nil},
		"no last line end":   {"15558675310\n15558675311", []channels.Address{"+15558675310", "+15558675311"}, nil},
		"E.164":              {"+15558675310\n", []channels.Address{"+15558675310"}, nil},
		"national":           {"5558675310\n", []channels.Address{"+15558675310"}, nil},
		"Windows line ends":  {"15558675310\r\n15558675311\r\n", []channels.Address{"+15558675310", "+15558675311"}, nil},
		"blank lines":        {"\n  15558675310  \n\n\n15558675311\n \n", []channels.Address{"+15558675310", "+15558675311"}, nil},
		"nothing":            {"", nil, nil},
		"something else":     {"15558675310\n<Error>15558675311</Error>\n15558675312", []channels.Address{"+15558675310"}, twilio.ErrUnusable},
		"a line without end": {"15558675310\n" + strings.Repeat("9", 1<<17), []channels.Address{"+15558675310"}, twilio.ErrUnusable},
	} {
		for _, header := range []bool{false, true} {
			form := "link in the body"
			if header {
				form = "link in the header"
			}
			t.Run(name+", "+form, func(t *testing.T) {
				t.Parallel()
				f := &files{header: header, body: io.NopCloser(strings.NewReader(tt.file))}
				var (
					got    []channels.Address
					failed error
				)
				for number, err := range f.deactivations().List(t.Context(), yesterday) {
					if failed = err; err == nil {
						got = append(got, number)
					}
				}
				if !errors.Is(failed, tt.err) {
					t.Errorf("error is %v, want %v", failed, tt.err)
				}
				if failed != nil && (strings.Contains(failed.Error(), "555867") || strings.Contains(failed.Error(), "secret")) {
					t.Errorf("the error says too much: %v", failed)
				}
				if diff := cmp.Diff(tt.want, got); diff != "" {
					t.Errorf("numbers (-want +got):\n%s", diff)
				}
				if diff := cmp.Diff([]string{"messaging.twilio.com with credentials", "files.example"}, f.hops); diff != "" {
					t.Errorf("hops (-want +got):\n%s", diff)
				}
			})
		}
	}
}

// TestDeactivationsAreStreamed leaves a file without end after two numbers, twice.
func TestDeactivationsAreStreamed(t *testing.T) {
	t.Parallel()
	file := &endless{}
	f := &files{body: file}
	list := f.deactivations().List(t.Context(), yesterday)
	if len(f.hops) > 0 {
		t.Errorf("%v before the loop", f.hops)
	}
	for want := range 2 {
		n := 0
		for _, err := range list {
			if err != nil {
				t.Fatal(err)
			}
			if n++; n == 2 {
				break
			}
		}
		if file.closed != want+1 || len(f.hops) != 2*(want+1) {
			t.Errorf("closed %d times after %d requests, want %d and %d", file.closed, len(f.hops), want+1, 2*(want+1))
		}
	}
	if file.read > 1<<20 {
		t.Errorf("read %d bytes for two numbers", file.read)
	}
}

func TestDeactivationsThatBreakOff(t *testing.T) {
	t.Parallel()
	broken := errors.New("connection lost")
	f := &files{body: io.NopCloser(io.MultiReader(strings.NewReader("15558675310\n"), failing{broken}))}
	var (
		got    []channels.Address
		failed error
	)
	for number, err := range f.deactivations().List(t.Context(), nil) {
		if failed = err; err == nil {
			got = append(got, number)
		}
	}
	if diff := cmp.Diff([]channels.Address{"+15558675310"}, got); diff != "" || !errors.Is(failed, broken) {
		t.Errorf("numbers (-want +got):\n%s\nerror is %v", diff, failed)
	}
}

type failing struct{ err error }

func (f failing) Read([]byte) (int, error) { return 0, f.err }

func TestDeactivationsOfACanceledContext(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	f := &files{body: http.NoBody}
	n := 0
	for _, err := range f.deactivations().List(ctx, yesterday) {
		if n++; !errors.Is(err, context.Canceled) {
			t.Errorf("error is %v", err)
		}
	}
	if n != 1 || len(f.hops) > 0 {
		t.Errorf("yielded %d times after %v", n, f.hops)
	}
}

// TestDeactivationsKeepTheirParams changes the parameters after the call.
func TestDeactivationsKeepTheirParams(t *testing.T) {
	t.Parallel()
	var query string
	client := twilio.New(twilio.AuthToken("AC1", "token"), twilio.WithHTTPClient(&http.Client{
		Transport: roundTrip(func(r *http.Request) (*http.Response, error) {
			query = r.URL.RawQuery
			return &http.Response{StatusCode: 200, Body: http.NoBody, Request: r}, nil
		}),
	}))
	params := &messaging.DeactivationsParams{Date: twilio.Day(2026, 11, 20), Extra: url.Values{"New": {"x"}}}
	list := messaging.New(client).Deactivations.List(t.Context(), params)
	params.Date = twilio.Day(2026, 11, 21)
	params.Extra.Set("New", "y")
	for _, err := range list {
		t.Error(err)
	}
	if diff := cmp.Diff("Date=2026-11-20&New=x", query); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestDeactivationLink(t *testing.T) {
	t.Parallel()
	f := &files{}
	got, err := f.deactivations().Get(t.Context(), yesterday)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(&messaging.Deactivation{RedirectTo: fileURL}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"messaging.twilio.com with credentials"}, f.hops); diff != "" {
		t.Errorf("hops (-want +got):\n%s", diff)
	}
}

func TestDeactivationFile(t *testing.T) {
	t.Parallel()
	f := &files{body: io.NopCloser(strings.NewReader("15558675310\n"))}
	file, err := f.deactivations().Open(t.Context(), yesterday, 5)
	if err != nil {
		t.Fatal(err)
	}
	b, err := io.ReadAll(file)
	if !errors.Is(err, twilio.ErrTooLarge) {
		t.Errorf("error is %v", err)
	}
	if diff := cmp.Diff("15558", string(b)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if err := file.Close(); err != nil {
		t.Error(err)
	}
}

// FuzzDeactivations holds that what comes out of a file is numbers of which each is in a line of
// it, or an error that repeats nothing of it.
func FuzzDeactivations(f *testing.F) {
	for _, text := range []string{"15558675310\n", "+15558675310\r\n5558675311", "\n\n", "<Error>secret</Error>", "1555\x00", "٣٣٣", "--15558675310"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		lines := map[string]bool{}
		for line := range strings.SplitSeq(text, "\n") {
			lines[strings.TrimSpace(line)] = true
		}
		host := &files{body: io.NopCloser(strings.NewReader(text))}
		for number, err := range host.deactivations().List(t.Context(), yesterday) {
			if err != nil {
				if !errors.Is(err, twilio.ErrUnusable) || !strings.HasSuffix(err.Error(), "a line is not a phone number") {
					t.Errorf("error is %v", err)
				}
				continue
			}
			digits := strings.TrimPrefix(string(number), "+")
			if !channels.E164(string(number)) || !lines[digits] && !lines["+"+digits] && !lines[strings.TrimPrefix(digits, "1")] {
				t.Errorf("%q is not in the file", number)
			}
		}
	})
}
