package setup

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"maps"
	"net/http"
	"slices"
	"strings"

	"github.com/twiliokit/twiliokit/channels"
	"github.com/twiliokit/twiliokit/twilio"
	"github.com/twiliokit/twiliokit/twilio/messaging"
)

// ErrMissing is what every [MissingError] is, for errors.Is.
var ErrMissing = errors.New("not on the account")

// MissingError says that an account lacks an address that its description names. Its text masks the
// address.
type MissingError struct {
	// Address is what is missing.
	Address channels.Address
	// Where says who names it: `instance 2`, `service "Shop"`. Instances are counted from 0.
	Where string
}

// Error returns who names what.
func (e *MissingError) Error() string {
	return fmt.Sprintf("setup: %s, %s: %v", e.Where, e.Address.Redacted(), ErrMissing)
}

// Is reports that every MissingError is [ErrMissing].
func (e *MissingError) Is(target error) bool { return target == ErrMissing }

// sender is an address that an account can send from.
type sender struct {
	address channels.Address
	sid     string // PN…, SC…, XE…, empty of an alphanumeric sender
	current settings
	update  func(context.Context, settings) error
	// complete reads what the list left out, nil if it left out nothing.
	complete func(context.Context) error
}

// settings are what a sender calls.
type settings struct {
	callback, fallback, status hook
	application                string // AP…, which goes before them
}

// String returns the sender as plans name it.
func (s *sender) String() string { return describe(s.address, s.sid) }

func describe(address channels.Address, sid string) string {
	switch {
	case address.IsAlphanumeric():
		return fmt.Sprintf("alphanumeric sender %q", string(address))
	case address.Channel() != channels.ChannelSMS:
		return "sender " + address.Redacted() + " (" + sid + ")"
	case address.IsShortCode():
		return "short code " + address.Redacted() + " (" + sid + ")"
	}
	return "phone number " + address.Redacted() + " (" + sid + ")"
}

// inventory finds what a description names on the account. The error joins a [*MissingError] for
// each address that is not there.
func (a Account) inventory(ctx context.Context, client *twilio.Client) (map[channels.Address]*sender, error) {
	named := map[channels.Address]bool{}
	for _, config := range a.Instances {
		named[config.Address] = true
	}
	for _, s := range a.Services {
		for _, address := range s.Senders {
			named[address] = true
		}
	}
	found := make(map[channels.Address]*sender, len(named))
	wanted := map[string]map[channels.Address]bool{} // by the list that they are in
	for address := range named {
		list := "senders on " + string(address.Channel())
		switch {
		case address.IsAlphanumeric(): // is on no list
			found[address] = &sender{address: address}
			continue
		case address.IsShortCode():
			list = shortCodes
		case address.Channel() == channels.ChannelSMS:
			list = phoneNumbers
		}
		if wanted[list] == nil {
			wanted[list] = map[channels.Address]bool{}
		}
		wanted[list][address] = true
	}
	for _, list := range slices.Sorted(maps.Keys(wanted)) {
		if err := find(ctx, wanted[list], found, senders(ctx, client, list)); err != nil {
			return nil, fmt.Errorf("setup: list the %s: %w", list, err)
		}
	}
	return found, a.missing(found)
}

// missing returns a [*MissingError] for each address that has not been found, in the order of the
// description.
func (a Account) missing(found map[channels.Address]*sender) error {
	var faults []error
	told := map[channels.Address]bool{}
	report := func(address channels.Address, where string) {
		if found[address] == nil && !told[address] {
			faults = append(faults, &MissingError{Address: address, Where: where})
			told[address] = true
		}
	}
	for i, config := range a.Instances {
		report(config.Address, fmt.Sprintf("instance %d", i))
	}
	for _, s := range a.Services {
		for _, address := range s.Senders {
			report(address, s.title())
		}
	}
	return errors.Join(faults...)
}

// find reads a list until it has met all that is wanted of it.
func find(ctx context.Context, wanted map[channels.Address]bool, found map[channels.Address]*sender, list iter.Seq2[*sender, error]) error {
	left := len(wanted)
	for s, err := range list {
		if err != nil {
			return unsupported(err)
		}
		if !wanted[s.address] || found[s.address] != nil {
			continue
		}
		if s.complete != nil {
			if err := s.complete(ctx); err != nil {
				return fmt.Errorf("%s: %w", s, err)
			}
		}
		found[s.address] = s
		if left--; left == 0 {
			break
		}
	}
	return nil
}

// The lists of the 2010 API. Those of senders on channels end in the channel.
const (
	phoneNumbers = "phone numbers"
	shortCodes   = "short codes"
)

// senders reads one of an account's lists.
func senders(ctx context.Context, client *twilio.Client, list string) iter.Seq2[*sender, error] {
	page := twilio.PageParams{PageSize: largestPage}
	switch list {
	case shortCodes:
		params := &twilio.ListShortCodesParams{PageParams: page}
		return each(client.ShortCodes.List(ctx, params), func(c *twilio.ShortCode) *sender { return shortCode(client, c) })
	case phoneNumbers:
		params := &twilio.ListIncomingPhoneNumbersParams{PageParams: page}
		return each(client.IncomingPhoneNumbers.List(ctx, params), func(n *twilio.IncomingPhoneNumber) *sender { return phoneNumber(client, n) })
	}
	api := messaging.New(client).ChannelSenders
	channel := channels.Channel(list[strings.LastIndexByte(list, ' ')+1:])
	params := &messaging.ListChannelSendersParams{Channel: channel, PageParams: page}
	return each(api.List(ctx, params), func(s *messaging.ChannelSender) *sender { return channelSender(api, s) })
}

// largestPage is the largest page of each list that is read here.
const largestPage = 1000

// each turns a list of resources into one of senders.
func each[T any](list iter.Seq2[*T, error], turn func(*T) *sender) iter.Seq2[*sender, error] {
	return func(yield func(*sender, error) bool) {
		for item, err := range list {
			if err != nil {
				yield(nil, err)
				return
			}
			if !yield(turn(item), nil) {
				return
			}
		}
	}
}

// unsupported makes an error say so whose cause is an API that does not have the operation.
func unsupported(err error) error {
	if e, ok := errors.AsType[*twilio.Error](err); ok && e.Status == http.StatusNotImplemented {
		return fmt.Errorf("%w: %w", errors.ErrUnsupported, err)
	}
	return err
}
