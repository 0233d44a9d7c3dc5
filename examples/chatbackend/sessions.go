package main

import (
	"crypto/rand"
	"crypto/subtle"
	"errors"
	"maps"
	"net/http"
	"slices"
	"strings"
	"sync"
)

// sessions know who is signed in. A real shop has a sign-in of its own in place of this one.
type sessions struct {
	passwords map[string]string // by agent

	mu     sync.Mutex
	signed map[string]string // agents by cookie
}

// newSessions reads who may sign in: "ada:her-password,grace:another".
func newSessions(agents string) (*sessions, error) {
	s := &sessions{passwords: map[string]string{}, signed: map[string]string{}}
	for pair := range strings.SplitSeq(agents, ",") {
		name, password, ok := strings.Cut(pair, ":")
		if !ok || name == "" || password == "" {
			return nil, errors.New("CHAT_AGENTS is not a list of name:password")
		}
		s.passwords[name] = password
	}
	return s, nil
}

func (s *sessions) agents() []string { return slices.Sorted(maps.Keys(s.passwords)) }

const cookieName = "session"

// login signs an agent in by name and password.
func (s *sessions) login(w http.ResponseWriter, r *http.Request) {
	name := r.PostFormValue("name")
	password, known := s.passwords[name]
	if subtle.ConstantTimeCompare([]byte(password), []byte(r.PostFormValue("password"))) != 1 || !known {
		http.Error(w, "name or password is wrong", http.StatusForbidden)
		return
	}
	cookie := rand.Text()
	s.mu.Lock()
	s.signed[cookie] = name
	s.mu.Unlock()
	http.SetCookie(w, &http.Cookie{
		Name: cookieName, Value: cookie, Path: "/",
		HttpOnly: true, Secure: true, SameSite: http.SameSiteStrictMode,
	})
	w.WriteHeader(http.StatusNoContent)
}

// agent returns who sent a request.
func (s *sessions) agent(r *http.Request) (name string, ok bool) {
	cookie, err := r.Cookie(cookieName)
	if err != nil {
		return "", false
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	name, ok = s.signed[cookie.Value]
	return name, ok
}
