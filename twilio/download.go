package twilio

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
)

// DefaultMediaLimit is how many bytes of a download may be read unless the caller says
// otherwise: 16 MiB, the largest file that Twilio carries on SMS, WhatsApp and RCS.
const DefaultMediaLimit = 16 << 20

// Download is a file that is being fetched. Close it when done.
type Download struct {
	// ContentType is the file's MIME type as the server states it.
	ContentType string
	// Size is the file's length in bytes, -1 if the server does not state it.
	Size int64

	body io.ReadCloser
	left int64
}

// Read reads the next bytes of the file. It fails with [ErrTooLarge] once the limit is passed.
func (d *Download) Read(b []byte) (int, error) {
	if len(b) == 0 {
		return 0, nil
	}
	if d.left < 0 {
		return 0, fmt.Errorf("twilio: download: %w", ErrTooLarge)
	}
	// One byte beyond the limit tells a file of just that length from a longer one.
	if int64(len(b))-1 > d.left {
		b = b[:d.left+1]
	}
	n, err := d.body.Read(b)
	d.left -= int64(n)
	if d.left < 0 {
		return n - 1, fmt.Errorf("twilio: download: %w", ErrTooLarge)
	}
	return n, err
}

// Close ends the download and frees its connection.
func (d *Download) Close() error { return d.body.Close() }

// maxRedirects is how many redirects a stream follows.
const maxRedirects = 5

// Open fetches what is at p as a stream, which the caller closes: a file, rather than a resource.
// Reading more than limit bytes of it fails with [ErrTooLarge]; zero stands for
// [DefaultMediaLimit]. params are those of [Get].
//
// Where Twilio redirects to, by the header Location or, as it does for deactivated numbers, by a
// member redirect_to of the answer, the client follows, at most five times. From the first other
// host on it sends no credentials and no headers of options.
func Open(ctx context.Context, c *Client, p Path, params any, limit int64, options ...CallOption) (*Download, error) {
	if limit <= 0 {
		limit = DefaultMediaLimit
	}
	r, err := c.core.prepare(http.MethodGet, p, params, options)
	if err != nil {
		return nil, failed(http.MethodGet, p, err)
	}
	r.stream = true
	for range maxRedirects + 1 {
		resp, err := c.core.do(ctx, r)
		if err != nil {
			return nil, failed(http.MethodGet, p, err)
		}
		if resp.body == nil {
			to := location(resp)
			c.core.release(resp)
			if err := r.redirect(to); err != nil {
				return nil, failed(http.MethodGet, p, err)
			}
			continue
		}
		return newDownload(resp, limit)
	}
	return nil, failed(http.MethodGet, p, fmt.Errorf("%w: more than %d redirects", ErrUnusable, maxRedirects))
}

// location returns where a redirect leads, "" if it does not say.
func location(resp *response) string {
	if to := resp.header.Get("Location"); to != "" {
		return to
	}
	var body struct {
		To string `json:"redirect_to"`
	}
	if resp.status != http.StatusTemporaryRedirect || json.Unmarshal(resp.buf.Bytes(), &body) != nil {
		return ""
	}
	return body.To
}

func newDownload(resp *response, limit int64) (*Download, error) {
	d := &Download{ContentType: resp.header.Get("Content-Type"), Size: resp.length, body: resp.body, left: limit}
	if d.Size > limit {
		_ = d.Close() // the size is what the caller hears about
		return nil, fmt.Errorf("twilio: download of %d bytes: %w of %d", d.Size, ErrTooLarge, limit)
	}
	return d, nil
}

// redirect points r at another place. Once it has left the API's host it carries no credentials,
// not even if a later redirect leads back.
func (r *request) redirect(location string) error {
	to, err := r.url.Parse(location)
	switch {
	case err != nil:
		return errLocation
	case to.Scheme != "https" && to.Scheme != r.url.Scheme:
		return errors.New("redirect away from https")
	case to.Host == "":
		return errors.New("redirect to no host")
	}
	if to.Scheme != r.url.Scheme || !strings.EqualFold(to.Host, r.url.Host) {
		r.anonymous, r.auth, r.extra = true, nil, nil
	}
	to.User = nil
	r.url = to
	return nil
}
