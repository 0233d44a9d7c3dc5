// Command devphone is the built-in Twilio as a program, with a phone in the browser, for apps in
// any language:
//
//	go run ./examples/devphone -number +15557122661=http://localhost:3000/sms -env devphone.env
//	. ./devphone.env        # in the shell that starts the app
//
// The app calls Twilio by the SDK that it has, unchanged. Its requests go through devphone as a
// proxy, which answers for Twilio's hosts under a certificate authority of its own, and its
// webhooks are called over HTTP. On http://127.0.0.1:4010 are the phones: type, send, and see what
// the app made of it.
//
// The environment is heeded by Twilio's SDKs for C#, Go, Java, Node, PHP, Python and Ruby. It has
// the account's auth token and an API key. Only Python's client for asyncio does not look for a
// proxy: it has to be given a session that does, aiohttp.ClientSession(trust_env=True).
//
// Everything stays on this machine: devphone listens on loopback, calls webhooks on loopback, and
// proxies Twilio's hosts and loopback alone, unless a flag names others. Pages of other origins
// cannot use it. What it stores is gone when it ends, unless -state names a file to keep it in: then
// nothing that was answered is lost, however it ends, and the next start goes on with what was under way.
//
// # Over HTTP
//
// A customer writes, and a test reads what their phone shows:
//
//	curl --data-urlencode To=+15557122661 -d Body=hello http://127.0.0.1:4010/phones/+15558675310/messages
//	curl http://127.0.0.1:4010/phones/+15558675310/messages
//
// All there is:
//
//	POST /phones/{address}/messages   send: To, Body, MediaUrl (repeatable), a file Media, and
//	                                  extras such as ProfileName, ButtonPayload or Latitude. The
//	                                  answer has the sid, the webhooks made and the replies.
//	GET  /phones/{address}/messages   {"messages": [{sid, from, to, body, media, direction, status, date}]};
//	                                  with ?after=N those after the first N
//	POST /phones/{address}/read       open what has come, where the channel has read receipts
//	GET  /phones                      the account's numbers, and the phones that wrote or were written to
//	POST /faults                      something goes wrong, once or as Times (a number, always) says,
//	                                  after the first After:
//	                                  Fault=refuse (Status, Code, Message, RetryAfter), throttle
//	                                  (RetryAfter), server (Status), refuse-connection, break-before,
//	                                  break-after, slow (Delay): a call to the API, of a Product, a
//	                                  Route such as POST /Messages, a To or From;
//	                                  failed, undelivered (Code), lost, delay (Delay): a message, by
//	                                  To and From;
//	                                  duplicate, reorder: a status callback, by CallbackStatus too.
//	                                  Or Phone, Code, Outcome (undelivered, failed): what that phone
//	                                  does with messages; without Code it takes them again
//	GET  /faults                      {"faults": […]}: what is still going to go wrong
//	DELETE /faults                    nothing goes wrong any more
//	POST /reset                       start over with the flags' numbers and clock, and clear -state
//	POST /clock                       move the clock on: Advance, such as 25h or 15m, or To, such as
//	                                  2026-03-01T09:00:00Z. What falls due on the way happens, each thing
//	                                  at its moment, such as a scheduled message and its callbacks, and
//	                                  then comes the answer: {"now": "…"}. What the app itself may take
//	                                  is real time. A webhook must not wait for this
//	GET  /clock                       {"now": "…"}
//	GET  /events                      server-sent events: call, webhook, message, alert, reset, faults,
//	                                  clock; with ?since=0 from the beginning, with Last-Event-ID from
//	                                  there
//	POST /events/{id}/again           the request of that event, a call or webhook, once more: a call as
//	                                  the app made it, a webhook with the same parameters, signed anew.
//	                                  What the app answers to the latter is shown, not carried out
//
// Parameters are sent as a form, in which + is written %2B, as curl's --data-urlencode does; in a path
// it may stay. Addresses are E.164 or a channel's, such as whatsapp:+15558675310. Answers are JSON, and
// {"status": …, "message": "…"} if something is wrong.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"os"
	"os/signal"
	"syscall"
	"time"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // the second interrupt ends at once
	err := run(ctx, os.Stdout, os.Args[1:])
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "devphone:", err)
		os.Exit(1)
	}
}

// run is the program. That ctx ended, the user's interrupt, is no error.
func run(ctx context.Context, stdout io.Writer, args []string) error {
	out := log.New(stdout, "", 0)
	s, err := parse(args)
	if errors.Is(err, flag.ErrHelp) {
		out.Print(help)
		s.flags.SetOutput(stdout)
		s.flags.PrintDefaults()
		return nil
	}
	if err != nil {
		return fmt.Errorf("%w; -h explains", err)
	}
	if s.env != "" {
		if err := removeStale(s.env); err != nil {
			return fmt.Errorf("-env: %w", err)
		}
	}
	listener, err := new(net.ListenConfig).Listen(ctx, "tcp", s.addr)
	if errors.Is(err, syscall.EADDRINUSE) {
		err = fmt.Errorf("%w; port 0 is any free one, as in 127.0.0.1:0", err)
	}
	if err != nil {
		return fmt.Errorf("-addr: %w", err)
	}
	return serve(ctx, out, s, listener)
}

// serve runs devphone behind listener until ctx ends.
func serve(ctx context.Context, out *log.Logger, s *settings, listener net.Listener) (err error) {
	defer func() { _ = listener.Close() }() // the server may have
	ca, err := newAuthority()
	if err != nil {
		return err
	}
	files, err := writeCertificates(ca)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, files.remove()) }()
	d, err := newDevphone(ctx, out, s, ca)
	if err != nil {
		return err
	}
	defer d.close()

	url := "http://" + listener.Addr().String()
	environment := files.environment(url, s.account, s.token)
	if s.env != "" {
		if err := writeWhole(s.env, environment); err != nil {
			return fmt.Errorf("-env: %w", err)
		}
		out.Printf("Phones:  %s\nFor the app's shell:  . %s", url, quote(s.env))
	} else {
		out.Printf("Phones:  %s\nFor the app's shell:\n%s", url, environment)
	}
	server := &http.Server{
		Handler: d, ReadHeaderTimeout: 10 * time.Second,
		BaseContext: func(net.Listener) context.Context { return ctx }, // what streams ends with it
		ErrorLog:    log.New(io.Discard, "", 0),                        // clients that hang up
	}
	ended := make(chan error, 1)
	go func() { ended <- server.Serve(listener) }()
	select {
	case err := <-ended:
		return err
	case <-ctx.Done():
	}
	grace, cancel := context.WithTimeout(context.WithoutCancel(ctx), time.Second)
	defer cancel()
	if server.Shutdown(grace) != nil { // somebody is still at it
		return server.Close()
	}
	return nil
}
