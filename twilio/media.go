package twilio

import (
	"context"
	"fmt"
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
	return Open(ctx, s.client, p, nil, limit)
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
	return Open(ctx, s.client, p, nil, limit)
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
