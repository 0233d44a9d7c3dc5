package twilio_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"math"
	"net/http"
	"strings"
	"testing"
	"testing/iotest"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/twiliokit/twiliokit/twilio"
)

const (
	fileURL = messageURL + "/Media/" + mediaSID
	cdn     = "https://media.example/signed?key=1"
)

// file answers with this many bytes. length is what the header says of it.
func file(size int, length int64) func(int, *http.Request) (*http.Response, error) {
	return func(int, *http.Request) (*http.Response, error) {
		return replyReader(http.StatusOK, strings.NewReader(strings.Repeat("x", size)), length, "Content-Type", "image/png"), nil
	}
}

func download(t *testing.T, c *twilio.Client, limit int64) (*twilio.Download, error) {
	t.Helper()
	return c.Messages.Media(messageSID).Download(t.Context(), mediaSID, limit)
}

func TestDownload(t *testing.T) {
	t.Parallel()
	var requests []context.Context
	answer := inTurn(redirect(cdn), file(5, 5))
	w := newWire(t, func(n int, r *http.Request) (*http.Response, error) {
		requests = append(requests, r.Context())
		return answer(n, r)
	})
	d, err := download(t, w.client(), 0)
	if err != nil {
		t.Fatal(err)
	}
	if err := iotest.TestReader(d, []byte("xxxxx")); err != nil {
		t.Error(err)
	}
	if err := d.Close(); err != nil {
		t.Error(err)
	}
	for i, ctx := range requests {
		if ctx.Err() == nil {
			t.Errorf("the context of request %d is kept", i+1)
		}
	}
	type file struct {
		ContentType string
		Size        int64
	}
	if diff := cmp.Diff(file{"image/png", 5}, file{d.ContentType, d.Size}); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestDownloadLimit(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		size          int
		length, limit int64
		want          int
		opens, fails  bool
	}{
		"below":                   {9, 9, 10, 9, true, false},
		"exactly":                 {10, 10, 10, 10, true, false},
		"exactly, length unknown": {10, -1, 10, 10, true, false},
		"over, and it says so":    {11, 11, 10, 0, false, true},
		"over, length unknown":    {11, -1, 10, 10, true, true},
		"over, length a lie":      {11, 5, 10, 10, true, true},
		"no limit to speak of":    {11, -1, math.MaxInt64, 11, true, false},
		"nothing":                 {0, 0, 1, 0, true, false},
		"default":                 {100, -1, 0, 100, true, false},
		"default, over":           {0, twilio.DefaultMediaLimit + 1, -1, 0, false, true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWire(t, file(tt.size, tt.length))
			d, err := download(t, w.client(), tt.limit)
			if (err == nil) != tt.opens || !tt.opens && !errors.Is(err, twilio.ErrTooLarge) {
				t.Fatalf("error is %v", err)
			}
			if !tt.opens {
				return
			}
			b, err := io.ReadAll(d)
			if len(b) != tt.want || errors.Is(err, twilio.ErrTooLarge) != tt.fails || !tt.fails && err != nil {
				t.Errorf("%d bytes, %v", len(b), err)
			}
			if _, again := d.Read(make([]byte, 1)); tt.fails && !errors.Is(again, twilio.ErrTooLarge) {
				t.Errorf("the next Read returns %v", again)
			}
			if err := d.Close(); err != nil {
				t.Error(err)
			}
		})
	}
}

// TestDownloadOfAGigabyte is read in small steps and never kept.
func TestDownloadOfAGigabyte(t *testing.T) {
	t.Parallel()
	body := &endless{left: 1 << 30}
	w := newWire(t, func(int, *http.Request) (*http.Response, error) { return replyReader(200, body, -1), nil })
	d, err := download(t, w.client(), 0)
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	n, err := io.Copy(io.Discard, d)
	if n != twilio.DefaultMediaLimit || !errors.Is(err, twilio.ErrTooLarge) || body.read != twilio.DefaultMediaLimit+1 {
		t.Errorf("%d bytes of %d read: %v", n, body.read, err)
	}
}

func TestDownloadMediaByURL(t *testing.T) {
	t.Parallel()
	const home = "https://api.twilio.com"
	for raw, want := range map[string]string{
		fileURL: fileURL, strings.Replace(fileURL, "api.twilio", "API.Twilio", 1): fileURL,
		strings.Replace(fileURL, "api.twilio", "api.dublin.ie1.twilio", 1):               fileURL, // fetched from the client's own host
		strings.Replace(fileURL, ".com/", ".com:443/", 1):                                fileURL,
		strings.TrimSuffix(fileURL, "/"+fileURL[strings.LastIndexByte(fileURL, '/')+1:]): "", home + "/a%2Bb": "",
		home + "/2010-04-01/Accounts/" + account + "/Messages.json": "", home + "/2010-04-01/Accounts/" + account + ".json": "",
		fileURL + "?a=b#c":       fileURL,
		"https://evil.example/x": "", "http://api.twilio.com/x": "", "https://u:p@api.twilio.com/x": "", "https://api.twilio.com.evil.example/x": "",
		"https://api.twilio.com@evil.example/x": "", "https://api.twilio.com:444/x": "", "//api.twilio.com/x": "", "/x": "", "": "",
		home: "", home + "/": "", home + "/a//b": "", home + "/a/../b": "", home + "/a/%2e%2e/b": "", "https://%zz": "", "file:///etc/passwd": "",
		"https://messaging.twilio.com/x": "",
	} {
		w := newWire(t, file(1, 1))
		d, err := w.client().Messages.DownloadMedia(t.Context(), raw, 0)
		if want == "" {
			if !errors.Is(err, twilio.ErrPath) || w.count() != 0 {
				t.Errorf("%s: %d requests, %v", raw, w.count(), err)
			}
			continue
		}
		if err != nil {
			t.Errorf("%s: %v", raw, err)
			continue
		}
		_ = d.Close()
		if diff := cmp.Diff([]string{want}, []string{w.requests()[0].URL}); diff != "" {
			t.Errorf("%s (-want +got):\n%s", raw, diff)
		}
	}
	w := newWire(t, file(1, 1))
	c := w.client(twilio.WithBaseURL("api", "http://127.0.0.1:1/twilio"))
	below := "http://127.0.0.1:1/twilio" + strings.TrimPrefix(fileURL, home)
	d, err := c.Messages.DownloadMedia(t.Context(), below, 0)
	if err != nil {
		t.Fatal(err)
	}
	_ = d.Close()
	if diff := cmp.Diff(below, w.requests()[0].URL); diff != "" {
		t.Errorf("below a prefix (-want +got):\n%s", diff)
	}
}

func TestDownloadBreaksOff(t *testing.T) {
	t.Parallel()
	w := newWire(t, brokenBody(200))
	d, err := download(t, w.client(), 0)
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	if b, err := io.ReadAll(d); !errors.Is(err, io.ErrUnexpectedEOF) || !bytes.Equal(b, []byte(`{"sid":`)) {
		t.Errorf("%q, %v", b, err)
	}
}

// TestDownloadOutlivesTheTimeout reads for longer than the bound on an attempt, which is the
// headers' alone, until the caller's context ends.
func TestDownloadOutlivesTheTimeout(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newWire(t, func(_ int, r *http.Request) (*http.Response, error) {
			return replyReader(200, io.MultiReader(readerOf("x"), stallingReader{r.Context()}), -1), nil
		})
		ctx, cancel := context.WithTimeout(t.Context(), time.Hour)
		defer cancel()
		start := time.Now()
		d, err := w.client().Messages.Media(messageSID).Download(ctx, mediaSID, 0)
		if err != nil {
			t.Fatal(err)
		}
		defer d.Close()
		if _, err := io.ReadAll(d); !errors.Is(err, context.DeadlineExceeded) || time.Since(start) != time.Hour {
			t.Errorf("after %v: %v", time.Since(start), err)
		}
	})
}

// lateReader is at its end after a while.
type lateReader struct{ after time.Duration }

func (r lateReader) Read([]byte) (int, error) {
	time.Sleep(r.after)
	return 0, io.EOF
}
