package main

import (
	"bytes"
	"context"
	"errors"
	"net/http"
	"net/url"
	"time"

	"github.com/twiliokit/twiliokit/webhook"
)

// readTimeout is how long Twilio waits for a webhook's answer.
const readTimeout = 15 * time.Second

// sendAgain makes a request that the inspector shows once more: a call to the API as the app made
// it, with its credentials; a webhook with the same parameters, signed anew. What the app answers
// to the latter is shown and not carried out, since it answers no message.
func (d *devphone) sendAgain(w http.ResponseWriter, r *http.Request) {
	was := d.log.exchange(r.PathValue("id"))
	switch {
	case was == nil:
		refuse(w, http.StatusNotFound, "there is no such request, or it is too long ago")
		return
	case !was.whole:
		refuse(w, http.StatusConflict, "the request was too long to be kept")
		return
	}
	ctx, cancel := context.WithTimeout(r.Context(), readTimeout)
	defer cancel()
	again, err := http.NewRequestWithContext(ctx, was.Method, was.URL, bytes.NewReader(was.body))
	if err != nil {
		refuse(w, http.StatusConflict, "the request cannot be made again: its URL is not one")
		return
	}
	again.Header = was.header.Clone()
	if was.Signature == "" {
		writeJSON(w, http.StatusOK, d.callAgain(again, was))
		return
	}
	var signed url.Values
	if was.Body == "" && len(was.body) > 0 {
		signed = was.Params
	}
	token, err := d.token(ctx, was.Params.Get("AccountSid"))
	if err != nil {
		refuse(w, http.StatusConflict, "the request cannot be signed: its account is no longer there")
		return
	}
	again.Header.Set(webhook.SignatureHeader, webhook.Sign(token, was.URL, signed))
	resp, e, err := d.outside.call(again, was.ID)
	if err == nil {
		resp.Body.Close()
	}
	if e == nil {
		refuse(w, http.StatusBadGateway, err.Error())
		return
	}
	writeJSON(w, http.StatusOK, e)
}

// callAgain lets the emulator answer a call that is another one again.
func (d *devphone) callAgain(r *http.Request, was *exchange) *exchange {
	e := observe(r, r.URL, was.body)
	e.Again, e.Curl = was.ID, was.Curl
	defer func() {
		e.took()
		e.Go = goCall(e)
		d.log.add("call", e)
	}()
	resp, err := d.emulator().RoundTrip(r)
	if err != nil { // a fault that breaks the connection
		e.Error = err.Error()
		return e
	}
	answer, _, err := head(resp.Body, maxKept)
	if err = errors.Join(err, resp.Body.Close()); err != nil {
		e.Error = err.Error()
		return e
	}
	e.answered(resp.StatusCode, resp.Header.Get("Content-Type"), answer)
	return e
}

// token returns what the webhooks of an account are signed with now.
func (d *devphone) token(ctx context.Context, account string) (string, error) {
	tw := d.emulator()
	if account == "" || account == tw.AccountSID() {
		return tw.AuthToken(), nil
	}
	found, err := tw.Client().Accounts.Get(ctx, account)
	if err != nil {
		return "", err
	}
	return string(found.AuthToken), nil
}
