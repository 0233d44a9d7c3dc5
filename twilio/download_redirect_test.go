package twilio_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/twiliokit/twiliokit/twilio"
)

func redirect(to string) func(int, *http.Request) (*http.Response, error) {
	return always(http.StatusTemporaryRedirect, ``, "Location", to)
}

func TestDownloadRedirects(t *testing.T) {
	t.Parallel()
	type hop struct {
		URL           string
		Authorization bool
	}
	tests := map[string]struct {
		answers []func(int, *http.Request) (*http.Response, error)
		want    []hop
		err     string
	}{
		"to another host": {
			[]func(int, *http.Request) (*http.Response, error){redirect(cdn), file(1, 1)},
			[]hop{{fileURL, true}, {cdn, false}}, "",
		},
		"on the same host": {
			[]func(int, *http.Request) (*http.Response, error){redirect("/else?a=b"), file(1, 1)},
			[]hop{{fileURL, true}, {"https://api.twilio.com/else?a=b", true}}, "",
		},
		"away and back": {
			[]func(int, *http.Request) (*http.Response, error){redirect(cdn), redirect(fileURL), file(1, 1)},
			[]hop{{fileURL, true}, {cdn, false}, {fileURL, false}}, "",
		},
		"to another port": {
			[]func(int, *http.Request) (*http.Response, error){redirect("https://api.twilio.com:444/"), file(1, 1)},
			[]hop{{fileURL, true}, {"https://api.twilio.com:444/", false}}, "",
		},
		"to a user": {
			[]func(int, *http.Request) (*http.Response, error){redirect("https://u:p@media.example/"), file(1, 1)},
			[]hop{{fileURL, true}, {"https://media.example/", false}}, "",
		},
		"without a scheme": {
			[]func(int, *http.Request) (*http.Response, error){redirect("//media.example/x"), file(1, 1)},
			[]hop{{fileURL, true}, {"https://media.example/x", false}}, "",
		},
		"five times": {
			[]func(int, *http.Request) (*http.Response, error){redirect("/1"), redirect("/2"), redirect("/3"), redirect("/4"), redirect("/5"), file(1, 1)},
			[]hop{{fileURL, true}, {"https://api.twilio.com/1", true}, {"https://api.twilio.com/2", true}, {"https://api.twilio.com/3", true}, {"https://api.twilio.com/4", true}, {"https://api.twilio.com/5", true}}, "",
		},
		"for ever": {
			[]func(int, *http.Request) (*http.Response, error){redirect(fileURL)},
			[]hop{{fileURL, true}, {fileURL, true}, {fileURL, true}, {fileURL, true}, {fileURL, true}, {fileURL, true}}, "more than 5 redirects",
		},
		"to http": {
			[]func(int, *http.Request) (*http.Response, error){redirect("http://media.example/")},
			[]hop{{fileURL, true}}, "redirect away from https",
		},
		"to http by another host": {
			[]func(int, *http.Request) (*http.Response, error){redirect(cdn), redirect("http://api.twilio.com/")},
			[]hop{{fileURL, true}, {cdn, false}}, "redirect away from https",
		},
		"to a file": {
			[]func(int, *http.Request) (*http.Response, error){redirect("file:///etc/passwd")},
			[]hop{{fileURL, true}}, "redirect away from https",
		},
		"to no host": {
			[]func(int, *http.Request) (*http.Response, error){redirect("https:///x")},
			[]hop{{fileURL, true}}, "redirect to no host",
		},
		"to nowhere": {
			[]func(int, *http.Request) (*http.Response, error){always(302, ``)},
			[]hop{{fileURL, true}}, "HTTP 302",
		},
		"to an error": {
			[]func(int, *http.Request) (*http.Response, error){redirect(cdn), always(403, `<Error>`)},
			[]hop{{fileURL, true}, {cdn, false}}, "HTTP 403",
		},
		"with a body that breaks off": {
			[]func(int, *http.Request) (*http.Response, error){
				func(int, *http.Request) (*http.Response, error) {
					return replyReader(302, failingReader{}, 5, "Location", cdn), nil
				}, file(1, 1),
			},
			[]hop{{fileURL, true}, {cdn, false}}, "",
		},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWire(t, inTurn(tt.answers...))
			d, err := download(t, w.client(), 0)
			switch {
			case err == nil && tt.err == "":
				if _, err := io.Copy(io.Discard, d); err != nil {
					t.Error(err)
				}
				_ = d.Close()
			case err == nil || tt.err == "" || !strings.Contains(err.Error(), tt.err) || strings.Contains(err.Error(), "key=1"):
				t.Errorf("error is %v, want %q", err, tt.err)
			}
			var got []hop
			for _, s := range w.requests() {
				got = append(got, hop{s.URL, s.Header.Get("Authorization") != ""})
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("requests (-want +got):\n%s", diff)
			}
		})
	}
}

// TestDownloadRedirectAtTheLastMoment lets the time run out just as a redirect arrives.
func TestDownloadRedirectAtTheLastMoment(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newWire(t, func(n int, _ *http.Request) (*http.Response, error) {
			if n > 1 {
				return file(1, 1)(n, nil)
			}
			return replyReader(302, lateReader{time.Second}, 1, "Location", cdn), nil
		})
		d, err := download(t, w.client(once, twilio.WithTimeout(time.Second)), 0)
		if err == nil {
			_ = d.Close()
		} else if !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("error is %v", err)
		}
	})
}
