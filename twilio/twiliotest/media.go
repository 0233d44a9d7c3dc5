package twiliotest

import (
	"bytes"
	"context"
	"mime"
	"net/http"
	"net/url"
	"path"
	"strings"
	"time"

	"github.com/twiliokit/twiliokit/twilio"
)

// placeholder is the file that stands in for one that the emulator cannot fetch: a GIF of one
// transparent pixel.
var placeholder = []byte("GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff!\xf9\x04\x01\x00\x00\x00\x00,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;")

// fetchForSending returns the file at a MediaUrl: from the app if it is mounted there, else the
// placeholder with the type that the URL's ending suggests.
func (tw *Twilio) fetchForSending(rawURL string) Media {
	media := Media{URL: rawURL, ContentType: "image/gif", Data: placeholder}
	u, err := url.Parse(rawURL)
	if err != nil {
		return media
	}
	if byName := mime.TypeByExtension(path.Ext(u.Path)); byName != "" {
		media.ContentType = byName
	}
	handler := tw.mounted(u)
	if handler == nil {
		return media
	}
	ctx, cancel := context.WithTimeout(tw.ctx, webhookTimeout)
	defer cancel()
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, rawURL, nil)
	if err != nil {
		return media
	}
	resp, err := tw.callApp(handler, r)
	if err != nil || resp.StatusCode != http.StatusOK {
		tw.alert(Alert{Code: twilio.ErrHTTPRetrieval, URL: rawURL, Text: "the media could not be fetched"})
		return media
	}
	defer resp.Body.Close()
	if media.Data, err = readAll(resp.Body); err != nil {
		return media
	}
	if t := resp.Header.Get("Content-Type"); t != "" {
		media.ContentType = t
	}
	return media
}

// findMedia returns the file that the path names. The caller holds tw.mu.
func (c *call) findMedia() (*Media, error) {
	if _, err := c.find(); err != nil {
		return nil, err
	}
	media := c.account.media[c.vars["media"]]
	if media == nil || media.message != c.vars["sid"] {
		return nil, c.notFound()
	}
	return media, nil
}

func (c *call) mediaBody(m *Media) any {
	return map[string]any{
		"sid": m.SID, "account_sid": c.account.sid, "parent_sid": m.message,
		"content_type": m.ContentType, "date_created": rfc2822(m.created), "date_updated": rfc2822(m.created),
		"uri": mediaPath(c.account.sid, m) + ".json",
	}
}

func mediaPath(account string, m *Media) string {
	return versionPath + "/Accounts/" + account + "/Messages/" + m.message + "/Media/" + m.SID
}

func getMedia(c *call) (any, error) {
	c.tw.mu.Lock()
	defer c.tw.mu.Unlock()
	m, err := c.findMedia()
	if err != nil {
		return nil, err
	}
	return c.mediaBody(m), nil
}

func listMedia(c *call) (any, error) {
	within, err := dateFilter(c.params, "DateCreated")
	if err != nil {
		return nil, err
	}
	c.tw.mu.Lock()
	defer c.tw.mu.Unlock()
	m, err := c.find()
	if err != nil {
		return nil, err
	}
	var found []item
	for _, media := range m.Media {
		if kept := c.account.media[media.SID]; kept != nil && within(kept.created) {
			found = append(found, item{kept.SID, func() any { return c.mediaBody(kept) }})
		}
	}
	return c.page("media_list", found)
}

func deleteMedia(c *call) (any, error) {
	c.tw.mu.Lock()
	defer c.tw.mu.Unlock()
	m, err := c.findMedia()
	if err != nil {
		return nil, err
	}
	delete(c.account.media, m.SID)
	return nil, nil //nolint:nilnil // a deletion has no answer
}

// fetchMedia redirects to the host that has the files, where no credentials are asked for.
func fetchMedia(c *call) (any, error) {
	c.tw.mu.Lock()
	defer c.tw.mu.Unlock()
	m, err := c.findMedia()
	if err != nil {
		return nil, err
	}
	to := "https://" + mediaHost + "/" + c.account.sid + "/" + m.SID
	return raw{status: http.StatusTemporaryRedirect, header: http.Header{"Location": {to}}}, nil
}

// serveMediaHost answers for the host that has the files.
func (tw *Twilio) serveMediaHost(w http.ResponseWriter, r *http.Request) {
	account, sid, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, "/"), "/")
	tw.mu.Lock()
	var media *Media
	if a := tw.accounts[account]; a != nil {
		media = a.media[sid]
	}
	tw.mu.Unlock()
	tw.tell("%s https://%s%s", r.Method, mediaHost, r.URL.EscapedPath())
	if media == nil {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Content-Type", media.ContentType)
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(media.Data))
}
