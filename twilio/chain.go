package twilio

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"maps"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// A request passes through layers on its way out and its answer on the way back, in this order:
//
//	retry      sends the request again where that is safe       retry.go
//	log        writes a record of each attempt
//	authorize  adds the Authorization header                    credentials.go
//	judge      turns a refusal into an *Error                   error.go
//	transmit   makes the HTTP exchange, bounded in time and size
type (
	sender func(context.Context, *request) (*response, error)
	layer  func(next sender) sender
)

func (c *core) chain(l *slog.Logger) sender {
	send := c.judge(c.transmit)
	send = c.creds.authorizer(c)(send)
	if l != nil {
		send = logged(l)(send)
	}
	return c.retry.layer(send)
}

// request is one call, and each of its attempts in turn.
type request struct {
	method    string
	path      Path
	query     string
	url       *url.URL    // where it goes: path and query, unless a link or a redirect leads elsewhere
	auth      []string    // the Authorization header
	extra     http.Header // what the caller wants sent along
	body      []byte
	mediaType []string
	stream    bool // leave the body to the caller
	anonymous bool // send no credentials
	paced     bool // leave a 429 to the caller
	accepts   int  // a status that is a success, too
	attempt   int
}

func newRequest(method string, p Path) *request {
	return &request{method: method, path: p}
}

var (
	formType = []string{"application/x-www-form-urlencoded"}
	jsonType = []string{"application/json"}
)

// setForm makes a form the body. An empty form is a body, too.
func (r *request) setForm(form []byte) {
	if form == nil {
		form = []byte{}
	}
	r.mediaType, r.body = formType, form
}

// response is an answer whose body has been read into buf, or, of a stream, is yet to be read.
type response struct {
	status int
	header http.Header
	buf    *buffer
	body   io.ReadCloser
	length int64 // of body, -1 if it is not known
}

// maxAnswer is the longest answer that is read into memory. A page of 1,000 messages of the
// longest kind is a tenth of it.
const maxAnswer = 32 << 20

// maxRefusal is the same for an answer that is not a success: Twilio's own are under a kilobyte.
const maxRefusal = 1 << 20

// ErrTooLarge says that an answer or a media file is longer than the caller is ready to read.
var ErrTooLarge = errors.New("longer than the limit")

// ErrUnusable says that Twilio answered a call with something that cannot be read, such as a
// success whose fields are not of their type. It did what the call asked for: a message whose
// Create ended so has been taken and is not to be sent again.
var ErrUnusable = errors.New("unusable answer")

var errLocation = errors.New("redirect to something that is not a URL")

// transmit makes one HTTP exchange. What it returns for a body that is not streamed has been
// read to its end, so that the connection can be used again.
func (c *core) transmit(ctx context.Context, r *request) (*response, error) {
	attempt, cancel, expire := ctx, context.CancelFunc(func() {}), (*time.Timer)(nil)
	switch {
	case r.stream:
		attempt, cancel = context.WithCancel(ctx)
		if c.timeout > 0 {
			expire = time.AfterFunc(c.timeout, cancel)
		}
	case c.timeout > 0:
		attempt, cancel = context.WithTimeout(ctx, c.timeout)
	}
	resp, err := c.exchange(attempt, r)
	late := err != nil && attempt.Err() != nil && ctx.Err() == nil
	if expire != nil && !expire.Stop() && err == nil && resp.body != nil {
		_ = resp.body.Close()
		late = true
	}
	if late {
		cancel()
		return nil, fmt.Errorf("no answer within %v: %w", c.timeout, context.DeadlineExceeded)
	}
	if err != nil || resp.body == nil {
		cancel()
		return resp, err
	}
	resp.body = &cancelBody{ReadCloser: resp.body, cancel: cancel}
	return resp, nil
}

func (c *core) exchange(ctx context.Context, r *request) (*response, error) {
	if r.url == nil {
		r.url = c.url(r.path)
		r.url.RawQuery = r.query
	}
	var body io.Reader
	if r.body != nil {
		body = bytes.NewReader(r.body)
	}
	hr, err := http.NewRequestWithContext(ctx, r.method, "", body)
	if err != nil {
		return nil, err
	}
	hr.URL, hr.Host = r.url, r.url.Host
	hr.Header["User-Agent"] = c.agent
	if r.auth != nil {
		hr.Header["Authorization"] = r.auth
	}
	if !r.stream {
		hr.Header["Accept"] = jsonType
	}
	if r.body != nil {
		hr.Header["Content-Type"] = r.mediaType
	}
	maps.Copy(hr.Header, r.extra)
	resp, err := c.http.Do(hr)
	if err != nil {
		return nil, withoutURL(err)
	}
	answer := &response{status: resp.StatusCode, header: resp.Header}
	if r.stream && resp.StatusCode < 300 {
		answer.body, answer.length = resp.Body, resp.ContentLength
		return answer, nil
	}
	defer resp.Body.Close()
	refused := resp.StatusCode >= 300
	limit := int64(maxAnswer)
	if refused {
		limit = maxRefusal
	}
	answer.buf = c.buffer()
	switch err := answer.buf.read(resp.Body, limit); {
	case err == nil:
	case refused && ctx.Err() == nil: // the status says enough without the explanation
		answer.buf.Reset()
	default:
		c.release(answer)
		return nil, fmt.Errorf("read answer: %w", err)
	}
	return answer, nil
}

// withoutURL returns an error of net/http without the URL that its text shows, and with it the
// parameters of a query or the key of a signed URL.
func withoutURL(err error) error {
	// There are two url.Errors where the caller's transport is itself made of an http.Client.
	for wrapped, ok := errors.AsType[*url.Error](err); ok; wrapped, ok = errors.AsType[*url.Error](err) {
		err = wrapped.Err
	}
	if strings.HasPrefix(err.Error(), "failed to parse Location header") { // net/http has no name for it
		return fmt.Errorf("%w: %w", ErrUnusable, errLocation)
	}
	return err
}

// buffer holds an answer. Its limit is a part of it so that reading allocates nothing.
type buffer struct {
	bytes.Buffer
	limit io.LimitedReader
}

func (b *buffer) read(body io.Reader, limit int64) error {
	b.Reset()
	b.limit = io.LimitedReader{R: body, N: limit + 1}
	n, err := b.ReadFrom(&b.limit)
	b.limit.R = nil
	if err == nil && n > limit {
		return fmt.Errorf("%w: %w of %d bytes", ErrUnusable, ErrTooLarge, limit)
	}
	return err
}

func (c *core) buffer() *buffer {
	if b, ok := c.buffers.Get().(*buffer); ok {
		return b
	}
	return new(buffer)
}

// release gives the buffer of an answer back once nothing refers to it. A very large one is left
// to the garbage collector rather than kept for small answers.
func (c *core) release(r *response) {
	if r.buf != nil && r.buf.Cap() <= 1<<20 {
		c.buffers.Put(r.buf)
	}
	r.buf = nil
}

// cancelBody frees a stream's context when the stream is closed.
type cancelBody struct {
	io.ReadCloser
	cancel context.CancelFunc
}

func (b *cancelBody) Close() error {
	defer b.cancel()
	return b.ReadCloser.Close()
}

func logged(l *slog.Logger) layer {
	return func(next sender) sender {
		return func(ctx context.Context, r *request) (*response, error) {
			level := slog.LevelDebug
			if r.attempt > 1 {
				level = slog.LevelInfo
			}
			if !l.Enabled(ctx, level) {
				return next(ctx, r)
			}
			start := time.Now()
			resp, err := next(ctx, r)
			attrs := []slog.Attr{
				slog.String("method", r.method),
				slog.String("product", r.path.product),
				slog.String("path", r.path.label),
				slog.Duration("duration", time.Since(start)),
				slog.Int("attempt", r.attempt),
			}
			if resp != nil {
				attrs = append(attrs, slog.Int("status", resp.status),
					slog.String("request_id", resp.header.Get("Twilio-Request-Id")))
			}
			if err != nil {
				attrs = append(attrs, slog.Any("error", err))
			}
			l.LogAttrs(ctx, level, "twilio call", attrs...)
			return resp, err
		}
	}
}
