package twiliotest

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"github.com/twiliokit/twiliokit/twilio"
	"github.com/twiliokit/twiliokit/twilio/chat"
)

// The Media Content Service has the files of Conversations and Chat.
const (
	mediaService     = "mcs"     // which takes and describes them,
	mediaServiceHost = "mcs.us1" // in its URLs,
	mediaDirect      = "media"   // from where they are had for a while without credentials
	mediaDirectLife  = 300 * time.Second
	maxUpload        = 150 << 20
)

func mediaServiceRoutes() []route {
	const all = "/v1/Services/{service}/Media"
	return []route{
		{http.MethodPost, all, http.StatusCreated, held(uploadMedia), guarded},
		{http.MethodGet, all + "/{sid}", http.StatusOK, held(describeMedia), guarded},
		{http.MethodGet, all + "/{sid}/Content", http.StatusOK, held(mediaContent), guarded},
	}
}

func mediaDirectRoutes() []route {
	return []route{{http.MethodGet, "/{sid}", http.StatusOK, held(directMedia), open}}
}

// upload reads the body of a call that is a file.
func upload(r *http.Request) (url.Values, []byte, error) {
	params, err := url.ParseQuery(r.URL.RawQuery)
	if err != nil {
		return nil, nil, refuse(http.StatusBadRequest, twilio.ErrUnknownParameters, "Invalid query")
	}
	body, err := io.ReadAll(io.LimitReader(r.Body, maxUpload+1))
	switch {
	case err != nil:
		return nil, nil, refuse(http.StatusBadRequest, twilio.ErrUnknownParameters, "Incomplete body")
	case len(body) > maxUpload:
		return nil, nil, refuse(http.StatusRequestEntityTooLarge, 20413, "Request Entity Too Large")
	}
	return params, body, nil
}

// keptMedia is a file of Conversations or Chat, and where it is.
type keptMedia struct {
	conversationMedia
	account                        *account
	service, talk, message, author string
	created                        time.Time
}

// keptMedia returns a file of a service, nil if there is none. The caller holds tw.mu.
func (a *account) keptMedia(service, sid string) *keptMedia {
	k := &keptMedia{account: a, service: service}
	if s := a.chat.services[service]; s != nil {
		m := s.media[sid]
		if m == nil {
			return nil
		}
		k.conversationMedia = conversationMedia{sid, m.ContentType, m.Filename, m.data}
		k.author, k.created = m.author, m.created
		for _, ch := range s.channels {
			for _, in := range ch.messages {
				if in.media != nil && in.media.SID == sid {
					k.talk, k.message = ch.sid, in.sid
				}
			}
		}
		return k
	}
	if a.conversations == nil || a.conversations.service(service) == nil {
		return nil
	}
	for _, talk := range a.conversations.service(service).conversations {
		for _, m := range talk.messages {
			for _, f := range m.media {
				if f.sid == sid {
					k.conversationMedia, k.talk, k.message, k.author, k.created = f, talk.sid, m.sid, m.author, m.created
				}
			}
		}
	}
	if f := a.conversations.uploads[sid]; f != nil && f.service == service {
		k.conversationMedia, k.author, k.created = f.conversationMedia, f.author, f.created
	}
	if k.sid == "" {
		return nil
	}
	return k
}

// body returns what the media service answers for a file.
func (k *keptMedia) body() any {
	self := "/v1/Services/" + k.service + "/Media/" + k.sid
	return map[string]any{
		"sid": k.sid, "account_sid": k.account.sid, "service_sid": k.service, "channel_sid": orNull(k.talk),
		"message_sid": orNull(k.message), "size": len(k.data), "content_type": k.contentType, "filename": orNull(k.filename),
		"author": k.author, "date_created": iso8601(k.created), "date_upload_updated": iso8601(k.created),
		"date_updated": iso8601(k.created), "is_multipart_upstream": false, "url": self,
		"links": map[string]string{"content": self + "/Content", "content_direct_temporary": k.direct()},
	}
}

// direct returns a URL at which the file can be had for a while without credentials.
func (k *keptMedia) direct() string {
	expires := strconv.FormatInt(k.account.clock.now().Add(mediaDirectLife).Unix(), 10)
	return fmt.Sprintf("https://%s.us1%s/%s?Expires=%s&Signature=%s", mediaDirect, apiSuffix, k.sid, expires, k.signature(expires))
}

// signature returns what proves that the URL of a file was made here.
func (k *keptMedia) signature(expires string) string {
	mac := hmac.New(sha256.New, []byte(k.account.token))
	mac.Write([]byte(k.service + k.sid + expires))
	return hex.EncodeToString(mac.Sum(nil))
}

// file returns an answer that is the file.
func (k *keptMedia) file() any {
	return raw{status: http.StatusOK, header: http.Header{"Content-Type": {k.contentType}}, body: bytes.Clone(k.data)}
}

func uploadMedia(c *call) (any, error) {
	service := c.vars.get("service")
	contentType, _, err := mime.ParseMediaType(c.header.Get("Content-Type"))
	switch {
	case err != nil:
		return nil, bad(twilio.ErrUnknownParameters, "Invalid Content-Type")
	case len(c.body) == 0:
		return nil, bad(twilio.ErrUnknownParameters, "The body is empty")
	}
	name := c.params.Get("Filename")
	var sid string
	if s := c.account.chat.services[service]; s != nil {
		sid = s.addMedia(chat.MessageMedia{ContentType: contentType, Filename: name, Size: twilio.Int(len(c.body))}, chatSystem, c.body)
	} else if a := c.tw.conversationsOf(c.account); a.service(service) != nil {
		sid = a.service(service).addUpload(contentType, name, chatSystem, c.body)
	} else {
		return nil, c.notFound()
	}
	return c.account.keptMedia(service, sid).body(), nil
}

// addUpload stores a file that a message can have, and returns its SID. The caller holds tw.mu.
func (s *conversationService) addUpload(contentType, filename, author string, data []byte) string {
	f := &conversationUpload{
		conversationMedia: conversationMedia{sid: s.in.tw.sid("ME"), contentType: contentType, filename: filename, data: data},
		service:           s.sid, author: author, created: s.in.tw.stamp(),
	}
	s.in.uploads[f.sid] = f
	return f.sid
}

func describeMedia(c *call) (any, error) {
	if k := c.account.keptMedia(c.vars.get("service"), c.vars.get("sid")); k != nil {
		return k.body(), nil
	}
	return nil, c.notFound()
}

func mediaContent(c *call) (any, error) {
	if k := c.account.keptMedia(c.vars.get("service"), c.vars.get("sid")); k != nil && k.data != nil {
		return k.file(), nil
	}
	return nil, c.notFound()
}

// directMedia answers who has a file's temporary URL.
func directMedia(c *call) (any, error) {
	expires := c.params.Get("Expires")
	if at, err := strconv.ParseInt(expires, 10, 64); err != nil || c.tw.Now().Unix() >= at {
		return nil, refuse(http.StatusForbidden, twilio.ErrAccessDenied, "The URL is not valid any more")
	}
	for _, a := range c.tw.accounts {
		services := make([]string, 0, len(a.chat.services))
		for sid := range a.chat.services {
			services = append(services, sid)
		}
		if a.conversations != nil {
			for _, s := range a.conversations.services {
				services = append(services, s.sid)
			}
		}
		for _, service := range services {
			k := a.keptMedia(service, c.vars.get("sid"))
			if k != nil && k.data != nil && same(c.params.Get("Signature"), k.signature(expires)) {
				return k.file(), nil
			}
		}
	}
	return nil, refuse(http.StatusForbidden, twilio.ErrAccessDenied, "The URL is not valid")
}
