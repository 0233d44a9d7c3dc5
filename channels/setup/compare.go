package setup

import (
	"context"
	"errors"
	"fmt"

	"github.com/twiliokit/twiliokit/channels"
	"github.com/twiliokit/twiliokit/twilio"
	"github.com/twiliokit/twiliokit/twilio/messaging"
)

// Plan compares the account of a client with the description and says what would change. It only
// reads. A mistake in the description is an error before any request, see [Account.Validate]; a
// number or sender that the account does not have is a [*MissingError], joined with those for any
// others. The error matches [ErrAmbiguous] if several services have the name of one that is described,
// [ErrElsewhere] if a sender would have to leave a service that keeps it, [twilio.ErrNotFound] if no
// service has the SID of one, and [errors.ErrUnsupported] if the API at hand has no channel senders, as
// that of an emulator may not.
//
// It lists the account's numbers, its short codes, its senders on a channel and its services only if
// the description names any, 1,000 to a request, and of each service that has Senders the pool.
func (a Account) Plan(ctx context.Context, client *twilio.Client) (*Plan, error) {
	if err := a.Validate(); err != nil {
		return nil, err
	}
	found, err := a.inventory(ctx, client)
	if err != nil {
		return nil, err
	}
	p := new(Plan)
	for _, config := range a.Instances {
		p.Steps = append(p.Steps, found[config.Address].step(config)...)
	}
	targets := make([]*target, len(a.Services))
	pools := make([][]member, len(a.Services))
	at := map[channels.Address]*member{} // which pool a sender is in
	for i, s := range a.Services {
		t := &target{Service: s, api: messaging.New(client)}
		targets[i] = t
		service, err := t.find(ctx)
		if err != nil {
			return nil, fmt.Errorf("setup: %s: %w", t.title(), err)
		}
		p.Steps = append(p.Steps, t.plan(service)...)
		if service == nil || len(s.Senders) == 0 {
			continue
		}
		if pools[i], err = t.members(ctx); err != nil {
			return nil, fmt.Errorf("setup: %s: its pool: %w", t.title(), err)
		}
		for j, m := range pools[i] {
			if !m.address.IsAlphanumeric() { // which can be in any number of pools
				at[m.address] = &pools[i][j]
			}
		}
	}
	if err := p.comparePools(targets, pools, found, at); err != nil {
		return nil, err
	}
	p.notes(a, found)
	return p, nil
}

// comparePools adds the steps that senders join pools by, then those that others leave them by.
func (p *Plan) comparePools(targets []*target, pools [][]member, found map[channels.Address]*sender, at map[channels.Address]*member) error {
	var faults []error
	moved := map[*member]bool{}
	for i, t := range targets {
		inside := make(map[channels.Address]bool, len(pools[i]))
		for _, m := range pools[i] {
			inside[m.address] = true
		}
		for _, address := range t.Senders {
			if inside[address] {
				continue
			}
			step, err := t.join(found[address], at[address])
			faults = append(faults, err)
			p.Steps = append(p.Steps, step)
			moved[at[address]] = true
		}
	}
	for i, t := range targets {
		wanted := make(map[channels.Address]bool, len(t.Senders))
		for _, address := range t.Senders {
			wanted[address] = true
		}
		for j := range pools[i] {
			m := &pools[i][j]
			switch {
			case wanted[m.address] || moved[m]:
			case t.RemoveOthers:
				step := Step{Target: t.title(), do: m.remove}
				step.say("remove " + m.String())
				p.Steps = append(p.Steps, step)
			default:
				p.Notes = append(p.Notes, fmt.Sprintf("%s has %s in its pool, which is not described", t.title(), m))
			}
		}
	}
	return errors.Join(faults...)
}

// notes adds what the description says to no effect.
func (p *Plan) notes(a Account, found map[channels.Address]*sender) {
	pool := map[channels.Address]Service{}
	for _, s := range a.Services {
		for _, address := range s.Senders {
			pool[address] = s
		}
		if s.InboundRequestURL == "" && !s.UseInboundWebhookOnNumber {
			p.Notes = append(p.Notes, s.title()+" drops the messages that its senders receive")
		}
	}
	for _, config := range a.Instances {
		s := found[config.Address]
		service, pooled := pool[s.address]
		if pooled && !service.UseInboundWebhookOnNumber && config.CallbackURL != "" && config.CallbackURL != service.InboundRequestURL {
			p.Notes = append(p.Notes, fmt.Sprintf("%s: its callback is not called, since %s has it in its pool", s, service.title()))
		}
		if config.StatusCallbackURL != "" && s.address.Channel() == channels.ChannelSMS && config.StatusCallbackURL != service.StatusCallback {
			p.Notes = append(p.Notes, fmt.Sprintf("%s: Twilio keeps no status callback for it: set it on each message or on a service", s))
		}
	}
}
