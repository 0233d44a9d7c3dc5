package twilio_test

import (
	"errors"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/twiliokit/twiliokit/twilio"
)

const deactivations = "https://messaging.twilio.com/v1/Deactivations?Date=2026-11-20"

func TestOpen(t *testing.T) {
	t.Parallel()
	type hop struct {
		URL                  string
		Authorization, Extra bool
	}
	body := func(status int, text string) func(int, *http.Request) (*http.Response, error) {
		return always(status, text)
	}
	for name, tt := range map[string]struct {
		answers []func(int, *http.Request) (*http.Response, error)
		want    []hop
		text    string
		err     string
	}{
		"no redirect":          {[]func(int, *http.Request) (*http.Response, error){body(200, "a\nb")}, []hop{{deactivations, true, true}}, "a\nb", ""},
		"a header":             {[]func(int, *http.Request) (*http.Response, error){redirect(cdn), body(200, "a")}, []hop{{deactivations, true, true}, {cdn, false, false}}, "a", ""},
		"a member":             {[]func(int, *http.Request) (*http.Response, error){body(307, `{"redirect_to":"`+cdn+`"}`), body(200, "a")}, []hop{{deactivations, true, true}, {cdn, false, false}}, "a", ""},
		"a member, to http":    {[]func(int, *http.Request) (*http.Response, error){body(307, `{"redirect_to":"http://media.example/"}`)}, []hop{{deactivations, true, true}}, "", "away from https"},
		"a member of a 300":    {[]func(int, *http.Request) (*http.Response, error){body(300, `{"redirect_to":"`+cdn+`"}`)}, []hop{{deactivations, true, true}}, "", "HTTP 300"},
		"an empty member":      {[]func(int, *http.Request) (*http.Response, error){body(307, `{"redirect_to":null}`)}, []hop{{deactivations, true, true}}, "", "HTTP 307"},
		"a member of no text":  {[]func(int, *http.Request) (*http.Response, error){body(307, `{"redirect_to":1}`)}, []hop{{deactivations, true, true}}, "", "HTTP 307"},
		"a body of no members": {[]func(int, *http.Request) (*http.Response, error){body(307, `<html>`)}, []hop{{deactivations, true, true}}, "", "HTTP 307"},
		"a refusal":            {[]func(int, *http.Request) (*http.Response, error){body(400, `{"code":30113,"message":"too old"}`)}, []hop{{deactivations, true, true}}, "", "30113"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWire(t, inTurn(tt.answers...))
			d, err := twilio.Open(t.Context(), w.client(), twilio.At("messaging", "v1", "Deactivations"),
				url.Values{"Date": {"2026-11-20"}}, 0, twilio.WithHeader("X-Extra", "1"))
			text := ""
			switch {
			case err == nil:
				b, err := io.ReadAll(d)
				if err != nil {
					t.Error(err)
				}
				text = string(b)
				if err := d.Close(); err != nil {
					t.Error(err)
				}
			case tt.err == "" || !strings.Contains(err.Error(), tt.err) || strings.Contains(err.Error(), "key=1"):
				t.Errorf("error is %v, want %q", err, tt.err)
			}
			if diff := cmp.Diff(tt.text, text); diff != "" {
				t.Errorf("file (-want +got):\n%s", diff)
			}
			var got []hop
			for _, s := range w.requests() {
				got = append(got, hop{s.URL, s.Header.Get("Authorization") != "", s.Header.Get("X-Extra") != ""})
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("requests (-want +got):\n%s", diff)
			}
		})
	}
}

func TestOpenSendsNothingOfWhatItCannotEncode(t *testing.T) {
	t.Parallel()
	w := newWire(t, always(200, ""))
	for name, params := range map[string]any{"JSON": twilio.JSON{}, "a number": 1} {
		if _, err := twilio.Open(t.Context(), w.client(), twilio.At("messaging", "v1"), params, 0); err == nil {
			t.Errorf("%s is taken for parameters", name)
		}
	}
	if _, err := twilio.Open(t.Context(), w.client(), twilio.At("messaging").ID(""), nil, 0); !errors.Is(err, twilio.ErrPath) {
		t.Errorf("error is %v, want ErrPath", err)
	}
	if got := w.requests(); len(got) > 0 {
		t.Errorf("sent %v", got)
	}
}

func TestWithStatus(t *testing.T) {
	t.Parallel()
	type link struct {
		To string `json:"redirect_to"`
	}
	path := twilio.At("messaging", "v1", "Deactivations")
	for name, tt := range map[string]struct {
		status  int
		options []twilio.CallOption
		want    *link
		err     error
	}{
		"that status":    {307, []twilio.CallOption{twilio.WithStatus(307)}, &link{cdn}, nil},
		"a success":      {200, []twilio.CallOption{twilio.WithStatus(307)}, &link{cdn}, nil},
		"another status": {302, []twilio.CallOption{twilio.WithStatus(307)}, nil, twilio.StatusError(302)},
		"a refusal":      {404, []twilio.CallOption{twilio.WithStatus(307)}, nil, twilio.ErrNotFound},
		"no option":      {307, nil, nil, twilio.StatusError(307)},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWire(t, always(tt.status, `{"redirect_to":"`+cdn+`"}`))
			got, err := twilio.Get[link](t.Context(), w.client(), path, nil, tt.options...)
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("answer (-want +got):\n%s", diff)
			}
			if !errors.Is(err, tt.err) {
				t.Errorf("error is %v, want %v", err, tt.err)
			}
			if n := len(w.requests()); n != 1 {
				t.Errorf("sent %d requests, want 1", n)
			}
		})
	}
	t.Run("a stream follows all the same", func(t *testing.T) {
		t.Parallel()
		w := newWire(t, inTurn(redirect(cdn), always(200, "a")))
		d, err := twilio.Open(t.Context(), w.client(), path, nil, 0, twilio.WithStatus(307))
		if err != nil {
			t.Fatal(err)
		}
		defer d.Close()
		if b, err := io.ReadAll(d); err != nil || string(b) != "a" {
			t.Errorf("read %q, %v", b, err)
		}
	})
}
