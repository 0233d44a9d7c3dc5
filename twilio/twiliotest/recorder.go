package twiliotest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"runtime/debug"
	"strconv"
	"sync"
	"time"
)

// maxAnswer is how long an answer of the app may get: more than any media file.
const maxAnswer = 32 << 20

var errAnswerTooLong = errors.New("twiliotest: the answer is longer than anything that Twilio reads")

// recorder is the [http.ResponseWriter] of an exchange in process. It holds handlers to what
// net/http would: statuses that exist, no body where there can be none, as many bytes as the
// Content-Length says.
type recorder struct {
	request *http.Request

	mu     sync.Mutex // since a handler that was given up on may still write
	header http.Header
	sent   http.Header // as it was when the status was written
	status int
	length int64 // that the header states, -1 if it does not
	body   bytes.Buffer
	cut    bool // a write came too late for the client
	ours   bool // the answer is Twilio's own, whose header nobody changes later
}

func newRecorder(r *http.Request) *recorder {
	return &recorder{request: r, header: http.Header{}, length: -1}
}

func (w *recorder) Header() http.Header { return w.header }

func (w *recorder) WriteHeader(status int) {
	if status < 100 || status > 999 {
		panic(fmt.Sprintf("invalid WriteHeader code %v", status)) // as net/http does
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.status == 0 && status >= http.StatusOK {
		w.begin(status)
	}
}

// begin fixes status and header. The caller holds w.mu.
func (w *recorder) begin(status int) {
	if w.status, w.sent = status, w.header; !w.ours {
		w.sent = w.header.Clone()
	}
	if v := w.sent.Get("Content-Length"); v != "" {
		if n, err := strconv.ParseInt(v, 10, 64); err == nil && n >= 0 {
			w.length = n
		} else {
			w.sent.Del("Content-Length")
		}
	}
}

func (w *recorder) Write(b []byte) (int, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.request.Context().Err() != nil {
		w.cut = true
		return 0, context.Cause(w.request.Context())
	}
	if w.status == 0 {
		w.begin(http.StatusOK)
	}
	switch {
	case w.status == http.StatusNoContent || w.status == http.StatusNotModified:
		return 0, http.ErrBodyNotAllowed
	case w.length >= 0 && int64(w.body.Len()+len(b)) > w.length:
		return 0, http.ErrContentLength
	case w.body.Len()+len(b) > maxAnswer:
		return 0, errAnswerTooLong
	}
	return w.body.Write(b)
}

// keep is a Write of all there is, by who has no more use for b.
func (w *recorder) keep(b []byte) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.cut = w.request.Context().Err() != nil; !w.cut {
		w.body = *bytes.NewBuffer(b)
	}
}

// Flush lets handlers that stream believe that they do.
func (w *recorder) Flush() { _ = w.FlushError() }

// FlushError is Flush for [http.ResponseController].
func (w *recorder) FlushError() error {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.status == 0 {
		w.begin(http.StatusOK)
	}
	return context.Cause(w.request.Context())
}

// SetReadDeadline has nothing to do, since the request has been read.
func (w *recorder) SetReadDeadline(time.Time) error { return nil }

// SetWriteDeadline has nothing to do, since nothing holds a write up.
func (w *recorder) SetWriteDeadline(time.Time) error { return nil }

// EnableFullDuplex has nothing to do, since the request has been read.
func (w *recorder) EnableFullDuplex() error { return nil }

// run lets a handler answer. A panic ends the exchange as it would end a connection.
func (w *recorder) run(handler http.Handler, r *http.Request) (err error) {
	defer func() {
		switch v := recover(); v {
		case nil:
		case http.ErrAbortHandler:
			err = http.ErrAbortHandler
		default:
			err = fmt.Errorf("the app's handler panicked: %v\n%s", v, debug.Stack())
		}
	}()
	handler.ServeHTTP(w, r)
	return nil
}

// finish returns the body of the answer, and the length that the client is told. Then the answer is
// what the recorder has.
func (w *recorder) finish() (body []byte, length int64, err error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.cut { // so that half an answer is not taken for one
		return nil, 0, context.Cause(w.request.Context())
	}
	if w.status == 0 {
		w.begin(http.StatusOK)
	}
	body, head := w.body.Bytes(), w.request.Method == http.MethodHead
	if w.length > int64(len(body)) && !head {
		return nil, 0, fmt.Errorf("the answer ends after %d of %d bytes: %w", len(body), w.length, io.ErrUnexpectedEOF)
	}
	if _, typed := w.sent["Content-Type"]; !typed && len(body) > 0 && w.sent.Get("Content-Encoding") == "" {
		w.sent.Set("Content-Type", http.DetectContentType(body))
	}
	length = int64(len(body))
	if head {
		body = nil
		if w.length >= 0 {
			length = w.length
		}
	}
	return body, length, nil
}

// response returns what the client that sent r receives.
func (w *recorder) response(r *http.Request) (*http.Response, error) {
	body, length, err := w.finish()
	if err != nil {
		return nil, err
	}
	out := new(answerBody)
	out.Reset(body)
	return &http.Response{
		Status:     strconv.Itoa(w.status) + " " + http.StatusText(w.status),
		StatusCode: w.status, Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
		Header: w.sent, Body: out,
		ContentLength: length, Request: r,
	}, nil
}

// answerBody is the body of an answer that has come in full.
type answerBody struct{ bytes.Reader }

// Close has nothing to do.
func (*answerBody) Close() error { return nil }
