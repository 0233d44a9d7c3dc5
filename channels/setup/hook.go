package setup

import (
	"cmp"
	"net/http"
	"net/url"
)

// hook is a URL that Twilio calls and how. One without a URL is none, whatever its method.
type hook struct{ method, url string }

func hookOf(url, method string) hook {
	if url == "" {
		return hook{}
	}
	return hook{cmp.Or(method, http.MethodPost), url}
}

// String returns what may be shown of the hook: neither user, password, query nor fragment.
func (h hook) String() string {
	if h.url == "" {
		return "none"
	}
	u, err := url.Parse(h.url)
	if err != nil {
		return h.method + " …"
	}
	bare := url.URL{Scheme: u.Scheme, Host: u.Host, Path: u.Path}
	text := h.method + " " + bare.String()
	if u.User != nil || u.RawQuery != "" || u.Fragment != "" {
		text += " …"
	}
	return text
}

// change adds what becomes of a hook, nothing if it stays.
func (s *Step) change(name string, from, to hook) {
	if from == to {
		return
	}
	line := name + ": " + from.String() + " → " + to.String()
	if from.String() == to.String() {
		line += " (in what is not shown)"
	}
	s.Changes, s.names = append(s.Changes, line), append(s.names, name)
}

// say adds a change that has no URL in it.
func (s *Step) say(line string) {
	s.Changes, s.names = append(s.Changes, line), append(s.names, line)
}
