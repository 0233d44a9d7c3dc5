package twiliotest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/url"
	"path"
	"slices"
	"strings"
	"time"

	"github.com/twiliokit/twiliokit/channels"
	"github.com/twiliokit/twiliokit/twilio"
)

// placeholder is the file that stands in for one that the emulator cannot fetch: a GIF of one
// transparent pixel.
var placeholder = []byte("GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff!\xf9\x04\x01\x00\x00\x00\x00,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;")

// announced returns a file of which only the URL is known yet. Until it has been fetched, and if
// it cannot be because nothing is mounted at the URL, the placeholder stands in for it, with the
// type that the URL's ending suggests.
func announced(rawURL string) Media {
	m := Media{URL: rawURL, ContentType: "image/gif", Data: placeholder}
	if u, err := url.Parse(rawURL); err == nil {
		if byName := mime.TypeByExtension(path.Ext(u.Path)); byName != "" {
			m.ContentType = byName
		}
	}
	return m
}

// fetchMedia fetches the files of an outgoing message from the app. It returns why the message fails
// if one that is mounted cannot be had, or is too big, and else 0.
func (tw *Twilio) fetchMedia(m *message) twilio.ErrorCode {
	total := 0
	for i := range m.Media { // which nothing else changes while the message is on its way
		rawURL := m.Media[i].URL
		u, err := url.Parse(rawURL)
		if err != nil || !tw.reachable(u) {
			continue
		}
		contentType, data, err := tw.fetch(rawURL)
		if total += len(data); tooBig(m.To.Channel(), contentType, len(data), total) {
			if m.To.Channel() == channels.ChannelSMS {
				return errMMSTooBig
			}
			return errMediaTooBig
		}
		if _, nobody := errors.AsType[*HostError](err); nobody {
			continue
		}
		if err != nil {
			tw.alert(Alert{Code: twilio.ErrHTTPRetrieval, URL: rawURL, Text: "the media cannot be had: " + err.Error()})
			return twilio.ErrMediaNotFetched
		}
		tw.mu.Lock()
		m.Media[i].ContentType, m.Media[i].Data = contentType, data
		if kept := m.account.media[m.Media[i].SID]; kept != nil {
			kept.Media = m.Media[i]
		}
		tw.mu.Unlock()
	}
	return 0
}

// Codes of messages with more than their channel takes.
const (
	errMMSTooBig   twilio.ErrorCode = 11751
	errMediaTooBig twilio.ErrorCode = 63034
)

// How big the files of a message may be together, and in an MMS each that is no common image.
const (
	maxMediaBytes = 16 << 20
	maxMMSBytes   = 5 << 20
	maxOtherBytes = 500 << 10
)

// tooBig reports whether a file is more than a channel takes, or all so far are.
func tooBig(channel channels.Channel, contentType string, size, total int) bool {
	if channel != channels.ChannelSMS {
		return total > maxMediaBytes
	}
	mediaType, _, _ := mime.ParseMediaType(contentType) // of a header that says nothing it is ""
	image := slices.Contains([]string{"image/jpeg", "image/jpg", "image/png", "image/gif"}, mediaType)
	return total > maxMMSBytes || !image && size > maxOtherBytes
}

func (tw *Twilio) fetch(rawURL string) (contentType string, data []byte, err error) {
	ctx, cancel := context.WithTimeout(tw.ctx, webhookTimeout)
	defer cancel()
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, rawURL, nil)
	if err != nil {
		return "", nil, err
	}
	resp, err := tw.HTTPClient().Do(r)
	if err != nil {
		return "", nil, err
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return "", nil, fmt.Errorf("HTTP %d", resp.StatusCode)
	}
	data, err = io.ReadAll(io.LimitReader(resp.Body, maxMediaBytes+1))
	return resp.Header.Get("Content-Type"), data, err
}

// findMedia returns the file that the path names. The caller holds tw.mu.
func (c *call) findMedia() (*media, error) {
	if _, err := c.find(); err != nil {
		return nil, err
	}
	m := c.account.media[c.vars.get("media")]
	if m == nil || m.message != c.vars.get("sid") {
		return nil, c.notFound()
	}
	return m, nil
}

func (c *call) mediaBody(m *media) any {
	return map[string]any{
		"sid": m.SID, "account_sid": c.account.sid, "parent_sid": m.message,
		"content_type": m.ContentType, "date_created": rfc2822(m.created), "date_updated": rfc2822(m.created),
		"uri": mediaPath(c.account.sid, m.message, m.SID) + ".json",
	}
}

func mediaPath(account, message, sid string) string {
	return versionPath + "/Accounts/" + account + "/Messages/" + message + "/Media/" + sid
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
	for _, part := range m.Media {
		if kept := c.account.media[part.SID]; kept != nil && within(kept.created) {
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

// redirectToMedia redirects to the host that has the files, where no credentials are asked for.
func redirectToMedia(c *call) (any, error) {
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
	tw.serveFile(w, r, mediaHost, account, sid)
}

// serveFile answers with a file of an account for one of the hosts that ask for no credentials.
func (tw *Twilio) serveFile(w http.ResponseWriter, r *http.Request, host, account, sid string) {
	tw.mu.Lock()
	var file *Media
	if a := tw.accounts[account]; a != nil && a.media[sid] != nil {
		file = new(a.media[sid].Media)
	}
	tw.mu.Unlock()
	tw.tell("%s https://%s%s", r.Method, host, r.URL.EscapedPath())
	if file == nil {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Content-Type", file.ContentType)
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(file.Data))
}
