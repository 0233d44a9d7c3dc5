package main

import (
	"context"
	"errors"
	"fmt"
	"log"
	"net"
	"net/http"
	"os"
	"strings"
	"time"

	"github.com/twiliokit/twiliokit/channels"
	"github.com/twiliokit/twiliokit/twilio"
	"github.com/twiliokit/twiliokit/webhook"
)

// account is what it takes to work with a real account.
type account struct {
	client *twilio.Client
	from   channels.Address
	token  string // that webhooks are signed with, whatever the API is called with
}

func accountFromEnv() (*account, error) {
	creds, err := twilio.FromEnv()
	if err != nil {
		return nil, err
	}
	from := os.Getenv("TWILIO_FROM")
	if from == "" {
		return nil, errors.New("TWILIO_FROM is not set: it is the sender, a number of the account")
	}
	return &account{
		client: twilio.New(creds, twilio.WithUserAgent("quickstart")),
		from:   channels.Address(from),
		token:  os.Getenv("TWILIO_AUTH_TOKEN"),
	}, nil
}

// live sends one real message and serves the shop's webhooks until ctx ends. Given the URL under
// which Twilio reaches them, it is called back about the message; else it asks for the status.
func live(ctx context.Context, out *log.Logger, a *account, to channels.Address, listen, public string) error {
	message := &twilio.CreateMessageParams{From: a.from, To: to, Body: "Hello from twiliokit."}
	send := func() (*twilio.Message, error) {
		sent, err := a.client.Messages.Create(ctx, message)
		if err == nil {
			out.Printf("Message %s is %s.", sent.SID, sent.Status)
		}
		return sent, err
	}
	if a.token == "" {
		out.Print("Webhooks are not served: they are signed with the auth token, and TWILIO_AUTH_TOKEN is not set.")
		sent, err := send()
		if err != nil {
			return err
		}
		return follow(ctx, out, a.client, sent)
	}

	options := []webhook.Option{webhook.WithOnError(func(_ *http.Request, err error) { out.Print(err) })}
	if public != "" {
		public = strings.TrimSuffix(public, "/")
		message.StatusCallback = public + "/status"
		options = append(options, webhook.WithBaseURL(public))
	}
	validator, err := webhook.NewValidator(a.token, options...)
	if err != nil {
		return fmt.Errorf("-url: %w", err)
	}
	return serve(ctx, out, listen, (&shop{out: out}).handler(validator), func() error {
		sent, err := send()
		if err != nil {
			return err
		}
		if public != "" {
			out.Printf("Set the sender's webhook to %s/sms and text it.", public)
			return nil
		}
		out.Print("Behind a tunnel or a proxy, say by -url where Twilio reaches the webhooks.")
		if err := follow(ctx, out, a.client, sent); err != nil {
			out.Print(err) // and go on serving
		}
		return nil
	})
}

// follow asks for the status of a message until it is final, a minute has passed or ctx ends.
func follow(ctx context.Context, out *log.Logger, client *twilio.Client, m *twilio.Message) error {
	minute, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	tick := time.NewTicker(time.Second)
	defer tick.Stop()
	for !m.Status.Final() {
		select {
		case <-minute.Done():
		case <-tick.C:
		}
		now, err := client.Messages.Get(minute, m.SID)
		switch {
		case ctx.Err() != nil:
			return nil
		case minute.Err() != nil:
			out.Printf("A minute has passed and message %s is still %s: many carriers confirm nothing.", m.SID, m.Status)
			return nil
		case err != nil:
			return err
		case now.Status != m.Status:
			out.Printf("Message %s is %s.", now.SID, now.Status)
		}
		m = now
	}
	if m.ErrorCode != 0 {
		return fmt.Errorf("message %s: %w", m.SID, m.ErrorCode)
	}
	return nil
}

// serve answers webhooks until ctx ends. started is called once it listens.
func serve(ctx context.Context, out *log.Logger, address string, handler http.Handler, started func() error) error {
	var config net.ListenConfig
	listener, err := config.Listen(ctx, "tcp", address)
	if err != nil {
		return fmt.Errorf("-listen: %w", err)
	}
	server := &http.Server{Handler: handler, ReadHeaderTimeout: 5 * time.Second}
	done := make(chan error, 1)
	go func() { done <- server.Serve(listener) }()
	out.Printf("Webhooks are served on http://%s. Interrupt to end.", listener.Addr())
	failed := started()
	if failed == nil {
		select {
		case failed = <-done:
		case <-ctx.Done():
		}
	}
	grace, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
	defer cancel()
	return errors.Join(failed, server.Shutdown(grace))
}
