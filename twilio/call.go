package twilio

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"
)

// Get fetches the resource at p. params, which may be nil, is a struct with url tags or a
// [url.Values], and becomes the query. The services of this library are made of Get, [Post],
// [Put], [Delete] and [List]; programs use them for endpoints that the library does not model.
func Get[T any](ctx context.Context, c *Client, p Path, params any, options ...CallOption) (*T, error) {
	return call[T](ctx, c, http.MethodGet, p, params, options)
}

// Post creates or updates the resource at p. params, which may be nil, is a struct with url tags
// or a [url.Values] that is sent as a form, or a [JSON] body. A call that may have arrived is not
// sent twice: see [RetryPolicy].
func Post[T any](ctx context.Context, c *Client, p Path, params any, options ...CallOption) (*T, error) {
	return call[T](ctx, c, http.MethodPost, p, params, options)
}

// Put replaces the resource at p. Its parameters are those of [Post].
func Put[T any](ctx context.Context, c *Client, p Path, params any, options ...CallOption) (*T, error) {
	return call[T](ctx, c, http.MethodPut, p, params, options)
}

// Delete removes the resource at p. It is tried again if the connection broke, and if the first
// try had arrived after all, the error is [ErrNotFound]: to be rid of something, take that for
// success.
func Delete(ctx context.Context, c *Client, p Path, options ...CallOption) error {
	r, err := c.core.prepare(http.MethodDelete, p, nil, options)
	if err != nil {
		return failed(http.MethodDelete, p, err)
	}
	resp, err := c.core.do(ctx, r)
	if err != nil {
		return failed(http.MethodDelete, p, err)
	}
	c.core.release(resp)
	return nil
}

// JSON sends Body as JSON where a form is the rule: Post[T](ctx, client, path, JSON{params}).
type JSON struct{ Body any }

// A CallOption changes a single call.
type CallOption func(*request)

// WithHeader sends a header along with a call. It replaces one that the client sets itself.
func WithHeader(name, value string) CallOption {
	return func(r *request) {
		if r.extra == nil {
			r.extra = http.Header{}
		}
		r.extra.Set(name, value)
	}
}

// WithStatus makes a call take an answer of this status for a success, beside 200 to 299: where
// Twilio says what it has to say in the body of a redirect.
func WithStatus(status int) CallOption {
	return func(r *request) { r.accepts = status }
}

func call[T any](ctx context.Context, c *Client, method string, p Path, params any, options []CallOption) (*T, error) {
	r, err := c.core.prepare(method, p, params, options)
	if err != nil {
		return nil, failed(method, p, err)
	}
	resp, err := c.core.do(ctx, r)
	if err != nil {
		return nil, failed(method, p, err)
	}
	v, err := decode[T](c.core, resp)
	if err != nil {
		return nil, failed(method, p, err)
	}
	return v, nil
}

// failed names the call that err ended.
func failed(method string, p Path, err error) error {
	return fmt.Errorf("twilio: %s %s: %w", method, p.label, err)
}

// prepare makes a request of parameters, or says what is wrong with them.
func (c *core) prepare(method string, p Path, params any, options []CallOption) (*request, error) {
	r := newRequest(method, p)
	for _, option := range options {
		option(r)
	}
	sends := method == http.MethodPost || method == http.MethodPut
	if sends && (r.extra.Get("Idempotency-Key") != "" || r.extra.Get("X-Idempotency-Key") != "") {
		// Twilio does not know these headers, and net/http takes them as leave to send twice.
		return nil, unsent{errors.New("an idempotency key would let net/http send the call twice")}
	}
	if body, ok := params.(JSON); ok && sends {
		b, err := json.Marshal(body.Body)
		r.mediaType, r.body = jsonType, b
		return r, err
	}
	form, err := formOf(params)
	if err != nil {
		return nil, err
	}
	if sends {
		r.setForm(form)
	} else {
		r.query = string(form)
	}
	return r, nil
}

// do sends a request that is ready through the layers.
func (c *core) do(ctx context.Context, r *request) (*response, error) {
	switch {
	case c.fault != nil:
		return nil, unsent{c.fault}
	case r.path.err != nil:
		return nil, unsent{r.path.err}
	case ctx.Err() != nil:
		return nil, unsent{context.Cause(ctx)}
	}
	return c.send(ctx, r)
}

// unsent marks an error that arose before anything was sent. It reads as the error itself.
type unsent struct{ error }

func (u unsent) Unwrap() error { return u.error }

// decode reads the answer into a T and gives its buffer back. An answer without a body, such as
// 204, leaves the T as it is.
func decode[T any](c *core, resp *response) (*T, error) {
	defer c.release(resp)
	v := new(T)
	if body := bytes.TrimSpace(resp.buf.Bytes()); len(body) == 0 || string(body) == "null" {
		if resp.status == http.StatusNoContent {
			return v, nil
		}
		return nil, unusable(resp, errors.New("it holds nothing"))
	}
	if err := unmarshal(resp.buf.Bytes(), v); err != nil {
		return nil, unusable(resp, err)
	}
	return v, nil
}

// unusable says that Twilio accepted a call and that its answer cannot be read.
func unusable(resp *response, err error) error {
	id := ""
	if v := resp.header.Get("Twilio-Request-Id"); v != "" {
		id = ", request " + maskWord(v)
	}
	if sid := sidOf(resp.buf.Bytes()); sid != "" {
		id = ", " + sid + id
	}
	return fmt.Errorf("%w (HTTP %d%s): %w", ErrUnusable, resp.status, id, plain(err))
}

// sidOf returns the SID in an answer that may be of any form, empty if there is none.
func sidOf(body []byte) string {
	var v struct {
		SID json.RawMessage `json:"sid"`
	}
	if json.Unmarshal(body, &v) != nil || len(v.SID) == 0 {
		return ""
	}
	var sid string
	if json.Unmarshal(v.SID, &sid) != nil || !isSID(sid) {
		return ""
	}
	return sid
}

// plain returns a decoder's error without the number that it met, which may be a phone's.
func plain(err error) error {
	e, ok := errors.AsType[*json.UnmarshalTypeError](err)
	if !ok {
		return err
	}
	c := *e
	c.Value, _, _ = strings.Cut(c.Value, " ") // "number 15558675310"
	return &c
}
