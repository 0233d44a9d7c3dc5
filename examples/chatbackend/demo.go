package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"strings"

	"github.com/twiliokit/twiliokit/channels"
	"github.com/twiliokit/twiliokit/twilio/conversations"
	"github.com/twiliokit/twiliokit/twilio/token"
	"github.com/twiliokit/twiliokit/twilio/twiliotest"
)

const (
	shopNumber  = "+15557122661"
	alicePhone  = "+15558675310"
	bobPhone    = "+15558675311"
	shopURL     = "https://chat.example"
	demoAgents  = "ada:lovelace,grace:hopper"
	demoService = "The shop"
)

// demo plays a morning at the shop on the built-in Twilio.
func demo(ctx context.Context, out *log.Logger) error {
	tw := twiliotest.Start()
	defer tw.Close()
	s, err := demoShop(ctx, tw)
	if err != nil {
		return err
	}
	handler, err := s.backend(out)
	if err != nil {
		return err
	}
	tw.Mount(shopURL, handler)
	if err := s.prepare(ctx); err != nil {
		return err
	}

	out.Print("Alice texts the shop.")
	alice := tw.Phone(alicePhone)
	alice.Send(shopNumber, "Hi, where is my order?")
	tw.Wait()

	out.Print("\nAda opens the page, signs in, and her browser gets an access token.")
	ada := &browser{client: tw.HTTPClient()}
	claims, err := ada.signIn(ctx, s.key, "ada", "lovelace")
	if err != nil {
		return err
	}
	out.Printf("   It lets %q into the chat for %s.", claims.Identity, claims.Expires.Sub(claims.IssuedAt))
	chat := tw.ConversationUser(s.service, claims.Identity)
	talk, err := latest(ctx, s)
	if err != nil {
		return err
	}
	show(out, "Ada's page", chat.Transcript(talk))

	out.Print("\nThey talk. The backend reads along before anybody else does.")
	for _, say := range []func() error{
		func() error { _, err := chat.Send(talk, "It left this morning."); return err },
		func() error { alice.Send(shopNumber, "Take the rest from 4242 4242 4242 4242."); return nil },
		func() error {
			if _, err := chat.Send(talk, "Never text a card number, stupid!"); err == nil {
				return fmt.Errorf("a rude message went through")
			}
			return nil
		},
		func() error { _, err := chat.Send(talk, "Thank you, that is settled."); return err },
	} {
		if err := say(); err != nil {
			return err
		}
		tw.Wait()
	}
	show(out, "Ada's page", chat.Transcript(talk))
	show(out, "Alice's phone", alice.Transcript())

	out.Print("\nAda closes the conversation, and writes to Bob first.")
	if _, err := s.talks().Update(ctx, talk, &conversations.UpdateConversationParams{
		State: conversations.ConversationStateClosed,
	}, conversations.WithWebhooks()); err != nil {
		return err
	}
	tw.Wait()
	if talk, err = ada.open(ctx, bobPhone); err != nil {
		return err
	}
	if _, err := chat.Send(talk, "Bob, your coat is here."); err != nil {
		return err
	}
	tw.Wait()
	show(out, "Bob's phone", tw.Phone(bobPhone).Transcript())
	return nil
}

// demoShop makes the shop's account: a service, a number and a key.
func demoShop(ctx context.Context, tw *twiliotest.Twilio) (*shop, error) {
	client := tw.Client()
	service, err := conversations.New(client).Services.Create(ctx, &conversations.CreateServiceParams{FriendlyName: demoService})
	if err != nil {
		return nil, err
	}
	keySID, secret := tw.AddAPIKey()
	key, err := token.NewKey(tw.AccountSID(), keySID, secret)
	if err != nil {
		return nil, err
	}
	return &shop{
		client: client, authToken: tw.AuthToken(), key: key, service: service.SID,
		number: tw.AddNumber(shopNumber), url: shopURL, agents: demoAgents,
	}, nil
}

func (s *shop) talks() *conversations.ConversationService {
	return conversations.New(s.client).Service(s.service).Conversations
}

// latest returns the SID of the newest conversation.
func latest(ctx context.Context, s *shop) (string, error) {
	sid := ""
	for c, err := range s.talks().List(ctx, nil) {
		if err != nil {
			return "", err
		}
		sid = c.SID
	}
	if sid == "" {
		return "", fmt.Errorf("there is no conversation")
	}
	return sid, nil
}

func show(out *log.Logger, title, transcript string) {
	out.Printf("   %s:", title)
	for line := range strings.Lines(transcript) {
		out.Print("      ", strings.TrimSuffix(line, "\n"))
	}
}

// browser is an agent's, with the session's cookie in it.
type browser struct{ client *http.Client }

// signIn signs an agent in and returns what the access token says that the page then gets.
func (b *browser) signIn(ctx context.Context, key *token.Key, name, password string) (*token.Claims, error) {
	jar, err := cookiejar.New(nil)
	if err != nil {
		return nil, err
	}
	b.client.Jar = jar
	if _, err := b.post(ctx, "/login", url.Values{"name": {name}, "password": {password}}); err != nil {
		return nil, err
	}
	body, err := b.post(ctx, "/token", nil)
	if err != nil {
		return nil, err
	}
	var answer token.Answer
	if err := json.Unmarshal(body, &answer); err != nil {
		return nil, err
	}
	return key.Verify(answer.Token)
}

// open begins a conversation with a customer and returns its SID.
func (b *browser) open(ctx context.Context, customer channels.Address) (string, error) {
	body, err := b.post(ctx, "/conversations", url.Values{"to": {string(customer)}})
	return string(body), err
}

func (b *browser) post(ctx context.Context, path string, form url.Values) ([]byte, error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, shopURL+path, strings.NewReader(form.Encode()))
	if err != nil {
		return nil, err
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	resp, err := b.client.Do(r)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		return nil, err
	}
	if resp.StatusCode >= http.StatusBadRequest {
		return nil, fmt.Errorf("%s: %s", path, resp.Status)
	}
	return body, nil
}
