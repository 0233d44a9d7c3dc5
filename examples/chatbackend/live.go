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
	"github.com/twiliokit/twiliokit/twilio/token"
)

// live serves for the account in the environment until ctx ends.
func live(ctx context.Context, out *log.Logger, o options) error {
	env := map[string]string{}
	for _, name := range []string{
		"TWILIO_ACCOUNT_SID", "TWILIO_AUTH_TOKEN", "TWILIO_API_KEY", "TWILIO_API_SECRET", "CHAT_AGENTS",
	} {
		if env[name] = os.Getenv(name); env[name] == "" {
			return fmt.Errorf("%s is not set; -h explains", name)
		}
	}
	number, err := channels.Parse(o.number)
	if err != nil {
		return fmt.Errorf("-number: %w", err)
	}
	account, key, secret := env["TWILIO_ACCOUNT_SID"], env["TWILIO_API_KEY"], env["TWILIO_API_SECRET"]
	signer, err := token.NewKey(account, key, secret)
	if err != nil {
		return err
	}
	s := &shop{
		client: twilio.New(twilio.APIKey(account, key, secret), twilio.WithUserAgent("chatbackend")),
		key:    signer, authToken: env["TWILIO_AUTH_TOKEN"], agents: env["CHAT_AGENTS"],
		service: o.service, number: number, url: strings.TrimSuffix(o.url, "/"),
	}
	handler, err := s.backend(out)
	if err != nil {
		return err
	}
	var config net.ListenConfig
	listener, err := config.Listen(ctx, "tcp", o.listen)
	if err != nil {
		return fmt.Errorf("-listen: %w", err)
	}
	server := &http.Server{Handler: handler, ReadHeaderTimeout: 5 * time.Second}
	done := make(chan error, 1)
	go func() { done <- server.Serve(listener) }()
	failed := s.prepare(ctx)
	if failed == nil {
		out.Printf("The backend serves on http://%s. Interrupt to end.", listener.Addr())
		select {
		case failed = <-done:
		case <-ctx.Done():
		}
	}
	grace, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
	defer cancel()
	return errors.Join(failed, server.Shutdown(grace))
}
