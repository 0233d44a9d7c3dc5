package twilio

import (
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"net/http"
	"net/url"
	"strings"
)

// Media is the record of one file that a message carries. [MediaService.Download] fetches the
// file itself.
//
// Twilio docs: https://www.twilio.com/docs/messaging/api/media-resource
type Media struct {
	// SID identifies the file (ME…).
	SID string `json:"sid"`
	// AccountSID is the account that the file belongs to.
	AccountSID string `json:"account_sid"`
	// ParentSID is the message that carries the file.
	ParentSID string `json:"parent_sid"`
	// ContentType is the MIME type of the file: "image/jpeg".
	ContentType string `json:"content_type"`
	// DateCreated is when Twilio stored the file.
	DateCreated Time `json:"date_created"`
	// DateUpdated is when the record last changed.
	DateUpdated Time `json:"date_updated"`
	// URI is the path of the record on the API's host. Without its ".json" it leads to the file.
	URI string `json:"uri"`
}

// ListMediaParams filter the media of a message. The zero value lists all.
type ListMediaParams struct {
	// DateCreated lists media stored on this day. See [Day].
	DateCreated Date `url:"DateCreated,omitempty"`
	// DateCreatedUntil lists media stored on or before this day or moment.
	DateCreatedUntil Date `url:"DateCreated<,omitempty"`
	// DateCreatedFrom lists media stored on or after this day or moment.
	DateCreatedFrom Date `url:"DateCreated>,omitempty"`
	PageParams
	// Extra holds parameters that this version does not know.
	Extra url.Values `url:"-"`
}

// MediaService reads and removes the media of one message. It is reached by
// [MessageService.Media].
//
// Twilio docs: https://www.twilio.com/docs/messaging/api/media-resource
type MediaService struct {
	client *Client
	path   Path
}

// Media returns the service for the media of the message with this SID.
func (s *MessageService) Media(messageSID string) *MediaService {
	return &MediaService{client: s.client, path: s.path.ID(messageSID).Join("Media")}
}

// Get fetches the record of one file. The error matches [ErrNotFound] if there is none.
//
// Twilio docs: https://www.twilio.com/docs/messaging/api/media-resource#fetch-a-media-resource
func (s *MediaService) Get(ctx context.Context, sid string) (*Media, error) {
	return Get[Media](ctx, s.client, s.path.ID(sid), nil)
}

// List returns the records of the message's files. params may be nil. See [List] for how the
// pages are fetched.
//
// Twilio docs: https://www.twilio.com/docs/messaging/api/media-resource#read-multiple-media-resources
func (s *MediaService) List(ctx context.Context, params *ListMediaParams) iter.Seq2[*Media, error] {
	return List[Media](ctx, s.client, s.path, "media_list", params)
}

// ListPage fetches one page of what List returns.
//
// Twilio docs: https://www.twilio.com/docs/messaging/api/media-resource#read-multiple-media-resources
func (s *MediaService) ListPage(ctx context.Context, params *ListMediaParams) (*Page[Media], error) {
	return ListPage[Media](ctx, s.client, s.path, "media_list", params)
}

// Delete removes one file from Twilio for good. The message stays.
//
// Twilio docs: https://www.twilio.com/docs/messaging/api/media-resource#delete-a-media-resource
func (s *MediaService) Delete(ctx context.Context, sid string) error {
	return Delete(ctx, s.client, s.path.ID(sid))
}

// Download fetches a file as a stream, which the caller closes. Reading more than limit bytes of
// it fails with [ErrTooLarge]; zero stands for [DefaultMediaLimit]. Twilio stores the file on
// another host and redirects there; the client follows without its credentials.
//
// Twilio docs: https://www.twilio.com/docs/messaging/api/media-resource#fetch-a-media-resource
func (s *MediaService) Download(ctx context.Context, sid string, limit int64) (*Download, error) {
	p := s.path.ID(sid)
	p.suffix = "" // the record has the suffix, the file has none
	return stream(ctx, s.client, p, limit)
}

// DownloadMedia fetches a file by its URL, as a webhook gives it in MediaUrl0 and so on. It is
// [MediaService.Download] in all else. The URL has to be one of a message's media, on Twilio's
// host for any region or on the host that the client calls; any other is refused with [ErrPath].
// The file is fetched from the host that the client calls.
func (s *MessageService) DownloadMedia(ctx context.Context, mediaURL string, limit int64) (*Download, error) {
	p, ok := s.client.core.mediaPath(mediaURL)
	if !ok {
		return nil, failed(http.MethodGet, At("api", "Media"), fmt.Errorf("%w: it is not the URL of a message's media", ErrPath))
	}
	return stream(ctx, s.client, p, limit)
}

// mediaPath returns the path that a URL of a message's media leads to.
func (c *core) mediaPath(mediaURL string) (Path, bool) {
	u, err := url.Parse(mediaURL)
	if err != nil || u.User != nil {
		return Path{}, false
	}
	home := c.url(At("api"))
	if ours := u.Scheme == home.Scheme && strings.EqualFold(u.Host, home.Host); !ours && (u.Scheme != "https" || !apiHost(u)) {
		return Path{}, false
	}
	parts := strings.Split(strings.TrimPrefix(u.Path, home.Path), "/")
	if len(parts) != 8 || parts[0] != "" || parts[1] != "2010-04-01" || parts[2] != "Accounts" ||
		parts[4] != "Messages" || parts[6] != "Media" || !isSID(parts[3]) || !isSID(parts[5]) || !isSID(parts[7]) {
		return Path{}, false
	}
	return At("api", parts[1], parts[2]).ID(parts[3]).Join(parts[4]).ID(parts[5]).Join(parts[6]).ID(parts[7]), true
}

// apiHost reports whether a URL is on the 2010 API's host, of any edge and region.
func apiHost(u *url.URL) bool {
	host := strings.ToLower(u.Hostname())
	return (u.Port() == "" || u.Port() == "443") &&
		(host == "api.twilio.com" || strings.HasPrefix(host, "api.") && strings.HasSuffix(host, ".twilio.com"))
}

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

// stream opens the file at p and follows its redirects.
func stream(ctx context.Context, c *Client, p Path, limit int64) (*Download, error) {
	if limit <= 0 {
		limit = DefaultMediaLimit
	}
	r := newRequest(http.MethodGet, p)
	r.stream = true
	for range maxRedirects + 1 {
		resp, err := c.core.do(ctx, r)
		if err != nil {
			return nil, failed(http.MethodGet, p, err)
		}
		if resp.body == nil {
			if err := r.redirect(resp.header.Get("Location")); err != nil {
				return nil, failed(http.MethodGet, p, err)
			}
			c.core.release(resp)
			continue
		}
		return newDownload(resp, limit)
	}
	return nil, failed(http.MethodGet, p, fmt.Errorf("%w: more than %d redirects", ErrUnusable, maxRedirects))
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
