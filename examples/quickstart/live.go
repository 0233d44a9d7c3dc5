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

// live sends one real message. It serves the shop's webhooks if there is a URL for Twilio to
// reach them under, and else asks for the message's status.
func live(ctx context.Context, out *log.Logger, a *account, to channels.Address, listen, public string) error {
	message := &twilio.CreateMessageParams{From: a.from, To: to, Body: "Hello from twiliokit."}
	if public == "" {
		sent, err := a.client.Messages.Create(ctx, message)
		if err != nil {
			return err
		}
		return follow(ctx, out, a.client, sent)
	}
	public = strings.TrimSuffix(public, "/")
	message.StatusCallback = public + "/status"
	validator, err := webhook.NewValidator(a.token, webhook.WithBaseURL(public))
	if err != nil {
		return fmt.Errorf("TWILIO_AUTH_TOKEN: %w", err)
	}
	return serve(ctx, out, listen, (&shop{out: out}).handler(validator), func() error {
		sent, err := a.client.Messages.Create(ctx, message)
		if err != nil {
			return err
		}
		out.Printf("Message %s is %s. Set the number's webhook to %s/sms and text it.", sent.SID, sent.Status, public)
		return nil
	})
}

// follow asks for the status of a message until it is final or a minute has passed.
func follow(ctx context.Context, out *log.Logger, client *twilio.Client, m *twilio.Message) error {
	ctx, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	tick := time.NewTicker(time.Second)
	defer tick.Stop()
	for last := twilio.MessageStatus(""); ; {
		if m.Status != last {
			last = m.Status
			out.Printf("Message %s is %s.", m.SID, m.Status)
		}
		if m.Status.Final() {
			if m.ErrorCode != 0 {
				return m.ErrorCode
			}
			return nil
		}
		select {
		case <-ctx.Done():
			return nil // many carriers confirm nothing, so sent may be the last there is to hear
		case <-tick.C:
		}
		var err error
		if m, err = client.Messages.Get(ctx, m.SID); err != nil {
			return err
		}
	}
}

// serve answers webhooks until ctx ends. started is called once it listens.
func serve(ctx context.Context, out *log.Logger, address string, handler http.Handler, started func() error) error {
	var config net.ListenConfig
	listener, err := config.Listen(ctx, "tcp", address)
	if err != nil {
		return err
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
