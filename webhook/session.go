package webhook

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"reflect"
	"time"

	"github.com/twiliokit/twiliokit/twiml"
)

const (
	// MaxSession is the size in bytes of the largest [Session] value, written as JSON. With its
	// signature it just fits a cookie.
	MaxSession = 2900
	// SessionTTL is how long a session lasts after the last message: 4 hours. Twilio forgets
	// cookies then.
	SessionTTL = 4 * time.Hour
)

var (
	// ErrSession says that the session in a request was not used: it is damaged, or it was not
	// made here for this pair of numbers. The function is called as for a new conversation, and
	// the error goes to the function of [WithOnError].
	ErrSession = errors.New("webhook: session is not genuine")
	// ErrSessionTooLarge says that a session's value exceeds [MaxSession].
	ErrSessionTooLarge = errors.New("webhook: session too large")
)

// A Session is the state of a conversation between one person and one sender of the account. It
// lasts for [SessionTTL] from message to message.
type Session[T any] struct {
	// Value is what the answer to the previous message left here, T's zero value if there was
	// none. What it holds when the function returns without error, the next message finds.
	Value T
}

// End forgets the session, as setting Value to its zero value does.
func (s *Session[T]) End() { *s = Session[T]{} }

// MessagesWithSession returns a handler for incoming messages, like [Messages], whose function
// also gets the state of the conversation that the message belongs to. Nothing is stored: the
// state travels in a cookie that Twilio keeps for each pair of From and To.
//
// The value is written as JSON, of at most [MaxSession] bytes; a larger one is an error,
// [ErrSessionTooLarge], and answered with 500. It is signed, together with From, To, the account
// and the time, and is not encrypted: Twilio can read it. It is no place to count money: no
// signature of Twilio's covers a cookie, so who has recorded requests could send one with the
// cookie of another, of the same conversation and within [SessionTTL].
//
// Handlers share a session if their T is the same type: a conversation can go on at the URL of a
// Redirect. Sessions are lost, and begin anew, when T is renamed or the key changes. The key is
// derived from the auth token, or see [WithSessionKey].
//
// Twilio docs: https://www.twilio.com/docs/messaging/twiml
func MessagesWithSession[T any](
	v *Validator,
	fn func(ctx context.Context, m *IncomingMessage, s *Session[T]) (*twiml.Response, error),
) http.Handler {
	name := cookieName[T]()
	return handle(v, DecodeMessage, func(r *http.Request, p *proof, m *IncomingMessage) (*answer, error) {
		jar := cookieJar{name: name, keys: v.sessionKeys(p), m: m}
		s := new(Session[T])
		cookie, err := r.Cookie(name)
		if err == nil {
			if err := jar.open(cookie.Value, &s.Value); err != nil {
				v.config.onError(r, err)
				s.End() // JSON may have been read in part
			}
		}
		doc, err := fn(r.Context(), m, s)
		if err != nil {
			return nil, err
		}
		a, err := document(doc)
		if err != nil {
			return nil, err
		}
		a.cookie, err = jar.cookie(s.Value, reflect.ValueOf(&s.Value).Elem().IsZero(), cookie != nil)
		if err != nil {
			return nil, err
		}
		if a.cookie != nil {
			a.cookie.Secure = p.target.scheme == "https"
		}
		return a, nil
	})
}

// cookieName names the cookie after T, so that two handlers on one host do not read each other's.
func cookieName[T any]() string {
	t := reflect.TypeFor[T]()
	sum := sha256.Sum256([]byte(t.PkgPath() + " " + t.String()))
	return "twilio-session-" + hex.EncodeToString(sum[:4])
}

// sessionKeys returns the keys of sessions; the first one signs.
func (v *Validator) sessionKeys(p *proof) [][]byte {
	if len(v.config.sessions) > 0 {
		return v.config.sessions
	}
	var keys [][]byte
	for _, k := range p.keys {
		mac := hmac.New(sha256.New, []byte(k.token))
		mac.Write([]byte("twiliokit webhook session"))
		keys = append(keys, mac.Sum(nil))
	}
	return keys
}

// A cookieJar writes and reads the cookie for one message. Its value is, in base64:
//
//	HMAC-SHA256 (32 bytes) | expiry in Unix seconds (8 bytes) | JSON
type cookieJar struct {
	name string
	keys [][]byte
	m    *IncomingMessage
}

const cookieHead = sha256.Size + 8

// sign returns the HMAC of what follows it in the cookie and of what the cookie belongs to.
func (j cookieJar) sign(key, payload []byte) []byte {
	mac := hmac.New(sha256.New, key)
	for _, s := range []string{j.name, j.m.AccountSID, string(j.m.From), string(j.m.To)} {
		mac.Write(binary.BigEndian.AppendUint64(nil, uint64(len(s))))
		mac.Write([]byte(s))
	}
	mac.Write(payload)
	return mac.Sum(nil)
}

// open reads the value of a cookie into v. One that has expired is no error and no session.
func (j cookieJar) open(cookie string, v any) error {
	b, err := base64.RawURLEncoding.DecodeString(cookie)
	if err != nil || len(b) < cookieHead {
		return ErrSession
	}
	genuine := false
	for _, key := range j.keys {
		genuine = genuine || hmac.Equal(b[:sha256.Size], j.sign(key, b[sha256.Size:]))
	}
	if !genuine {
		return ErrSession
	}
	expires := int64(binary.BigEndian.Uint64(b[sha256.Size:]))
	if time.Now().Unix() >= expires {
		return nil
	}
	if err := json.Unmarshal(b[cookieHead:], v); err != nil {
		return fmt.Errorf("%w: it does not fit the type any more", ErrSession)
	}
	return nil
}

// cookie returns the cookie to set, nil for none.
func (j cookieJar) cookie(value any, empty, had bool) (*http.Cookie, error) {
	c := &http.Cookie{Name: j.name, Path: "/", HttpOnly: true, MaxAge: int(SessionTTL.Seconds())}
	if empty {
		if !had {
			return nil, nil
		}
		c.MaxAge = -1
		return c, nil
	}
	data, err := json.Marshal(value)
	if err != nil {
		return nil, fmt.Errorf("write session: %w", err)
	}
	if len(data) > MaxSession {
		return nil, fmt.Errorf("%w: %d bytes, the limit is %d", ErrSessionTooLarge, len(data), MaxSession)
	}
	expires := uint64(time.Now().Add(SessionTTL).Unix())
	payload := append(binary.BigEndian.AppendUint64(nil, expires), data...)
	c.Value = base64.RawURLEncoding.EncodeToString(append(j.sign(j.keys[0], payload), payload...))
	return c, nil
}
