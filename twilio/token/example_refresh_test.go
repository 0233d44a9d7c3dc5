package token_test

import (
	"encoding/json"
	"fmt"
	"log"
	"net/http"
	"net/http/httptest"

	"github.com/twiliokit/twiliokit/twilio/token"
)

// Whoever has a session gets a fresh token for the chat, and an agent the rights of one.
func ExampleRefresh() {
	type user struct{ name, roleSID string }
	sessions := map[string]user{ // the app's own
		"c0ffee": {name: "alice"},
		"5eed5":  {name: "bob", roleSID: "RL00000000000000000000000000000004"},
	}
	key, err := token.NewKey("AC00000000000000000000000000000001", "SK00000000000000000000000000000002", "made-up-secret",
		token.WithClock(clock))
	if err != nil {
		log.Fatal(err)
	}
	refresh, err := token.NewRefresh(key, func(r *http.Request) (*token.Params, error) {
		cookie, err := r.Cookie("session")
		if err != nil {
			return nil, token.ErrSignedOut
		}
		u, ok := sessions[cookie.Value]
		if !ok {
			return nil, token.ErrSignedOut
		}
		return &token.Params{Identity: u.name, Chat: &token.ChatGrant{
			ServiceSID:        "IS00000000000000000000000000000003",
			DeploymentRoleSID: u.roleSID,
		}}, nil
	}, token.WithOnError(func(_ *http.Request, err error) { log.Print(err) }))
	if err != nil {
		log.Fatal(err)
	}
	mux := http.NewServeMux()
	mux.Handle("/token", refresh)

	// What follows is the browser's part.
	for _, session := range []string{"c0ffee", "5eed5", "guess"} {
		r := httptest.NewRequest(http.MethodPost, "https://app.example/token", nil)
		r.AddCookie(&http.Cookie{Name: "session", Value: session})
		w := httptest.NewRecorder()
		mux.ServeHTTP(w, r)
		if w.Code != http.StatusOK {
			fmt.Println(w.Code)
			continue
		}
		var answer token.Answer
		if err := json.NewDecoder(w.Body).Decode(&answer); err != nil {
			log.Fatal(err)
		}
		claims, err := key.Verify(answer.Token)
		if err != nil {
			log.Fatal(err)
		}
		fmt.Printf("%d %s %d %q\n", w.Code, answer.Identity, answer.ExpiresIn, claims.Chat.DeploymentRoleSID)
	}
	// Output:
	// 200 alice 3600 ""
	// 200 bob 3600 "RL00000000000000000000000000000004"
	// 401
}
