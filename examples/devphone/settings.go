package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"regexp"
	"strings"
	"time"

	"github.com/twiliokit/twiliokit/channels"
	"github.com/twiliokit/twiliokit/twilio/twiliotest"
)

const help = `Usage: devphone [flags]

An emulated Twilio for apps in any language, with phones in the browser. It listens on loopback
until it is interrupted. Start the app with the environment that -env writes; then whatever it
asks of Twilio is answered here, and its webhooks are called.

`

// The account that devphone starts with, unless flags name another.
const (
	defaultAccount = "AC0123456789abcdef0123456789abcdef"
	defaultToken   = "f0e1d2c3b4a5968778695a4b3c2d1e0f"
	apiKey         = "SK0123456789abcdef0123456789abcdef"
	apiSecret      = "f0e1d2c3b4a5968778695a4b3c2d1e0f"
)

// settings are what the flags say.
type settings struct {
	flags          *flag.FlagSet
	addr, env      string
	state          string // file that it is kept in, "" if it is not
	account, token string
	delay          time.Duration
	review         time.Duration // of what is submitted for approval, negative if there is none
	clock          time.Time     // that stands, zero for the real time
	forward        bool
	numbers        []number
	allowed        []string // hosts beyond loopback whose webhooks are called
}

// number is a sender of the account.
type number struct {
	Address channels.Address `json:"address"`
	Webhook string           `json:"webhook"`
}

func parse(args []string) (*settings, error) {
	s := &settings{flags: flag.NewFlagSet("devphone", flag.ContinueOnError)}
	s.flags.SetOutput(io.Discard) // what is wrong is said once, by main
	s.flags.StringVar(&s.addr, "addr", "127.0.0.1:4010", "listen on this loopback `address`; port 0 is any free one")
	s.flags.StringVar(&s.env, "env", "", "write the app's environment to this `file`, as shell exports, once it listens")
	s.flags.StringVar(&s.state, "state", "", "keep what is stored in this `file`, over restarts and crashes")
	s.flags.StringVar(&s.account, "account", defaultAccount, "the account's `SID`")
	s.flags.StringVar(&s.token, "token", defaultToken, "the account's auth `token`")
	s.flags.DurationVar(&s.delay, "delay", 0, "let messages wait this `long` in the queue, and travel as long")
	s.flags.DurationVar(&s.review, "review", 5*time.Second, "approve templates, brands, campaigns and toll-free numbers this `long` after they are submitted; never if it is negative")
	s.flags.Func("clock", "stand still at this `time`, such as 2026-03-01T09:00:00Z, until POST /clock moves it", func(v string) (err error) {
		if s.clock, err = time.Parse(time.RFC3339, v); err != nil {
			return errors.New("it is not a time such as 2026-03-01T09:00:00Z")
		}
		return nil
	})
	s.flags.BoolVar(&s.forward, "forward", false, "proxy hosts that are neither Twilio's nor loopback, too")
	s.flags.Func("number", "a sender of the account and where its messages are posted, as `NUMBER=WEBHOOK_URL`; repeatable", s.addNumber)
	s.flags.Func("allow", "call webhooks on this `host`, too; repeatable", func(host string) error {
		s.allowed = append(s.allowed, hostname(host))
		return nil
	})
	if err := s.flags.Parse(args); err != nil {
		return s, err
	}
	switch {
	case s.flags.NArg() > 0:
		return s, fmt.Errorf("unexpected argument %q", s.flags.Arg(0))
	case !loopback(hostname(s.addr)):
		return s, errors.New("-addr: devphone listens on loopback only, such as 127.0.0.1:4010")
	case !regexp.MustCompile("^AC[0-9a-f]{32}$").MatchString(s.account):
		return s, errors.New("-account: a SID is AC and 32 hexadecimal digits, such as " + defaultAccount)
	case s.token == "":
		return s, errors.New("-token must not be empty")
	}
	return s, nil
}

// addNumber reads the flag -number. A webhook's host is allowed by having been named.
func (s *settings) addNumber(flag string) error {
	address, webhook, _ := strings.Cut(flag, "=")
	n := number{Address: channels.Address(address), Webhook: webhook}
	if err := n.Address.Validate(); err != nil {
		return err
	}
	if webhook != "" {
		u, err := url.Parse(webhook)
		if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
			return errors.New("the webhook is not an absolute URL, such as http://localhost:3000/sms")
		}
		s.allowed = append(s.allowed, hostname(u.Host))
	}
	s.numbers = append(s.numbers, n)
	return nil
}

// start returns an emulator with the flags' account and numbers, and the state that is kept if one is.
// A number that the state has stays as it is, unless the flag says where its messages are posted.
func (s *settings) start(outside http.RoundTripper) (*twiliotest.Twilio, error) {
	options := []twiliotest.Option{
		twiliotest.WithAccount(s.account, s.token),
		twiliotest.WithAPIKey(apiKey, apiSecret),
		twiliotest.WithDelays(s.delay, s.delay),
		twiliotest.WithTransport(outside),
	}
	if s.review >= 0 {
		options = append(options, twiliotest.WithReviews(s.review), twiliotest.WithApproval(s.review))
	}
	if !s.clock.IsZero() {
		options = append(options, twiliotest.WithClock(s.clock))
	}
	tw := twiliotest.Start(options...)
	if s.state != "" {
		if err := tw.KeepState(s.state); err != nil {
			tw.Close()
			return nil, fmt.Errorf("-state: %w", err)
		}
	}
	for _, n := range s.numbers {
		switch {
		case n.Webhook == "" && tw.HasNumber(n.Address):
		case n.Webhook == "":
			tw.AddNumber(n.Address)
		default:
			tw.AddNumber(n.Address, twiliotest.OnMessage(n.Webhook))
		}
	}
	return tw, nil
}

// forget clears the state that is kept, for good.
func (s *settings) forget() error {
	if s.state == "" {
		return nil
	}
	file, err := os.OpenFile(s.state, os.O_WRONLY|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	return errors.Join(file.Sync(), file.Close())
}
