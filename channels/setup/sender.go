package setup

import (
	"context"

	"github.com/twiliokit/twiliokit/channels"
	"github.com/twiliokit/twiliokit/twilio"
	"github.com/twiliokit/twiliokit/twilio/messaging"
)

// desired returns what an instance is to call. The status callback is only that of channels: see
// [Account].
func desired(config channels.Config) settings {
	want := settings{
		callback: hookOf(config.CallbackURL, config.CallbackMethod),
		fallback: hookOf(config.FallbackURL, config.FallbackMethod),
	}
	if config.Address.Channel() != channels.ChannelSMS {
		want.status = hookOf(config.StatusCallbackURL, config.StatusCallbackMethod)
	}
	return want
}

// step returns what brings a sender in line, if it is not.
func (s *sender) step(config channels.Config) []Step {
	want := desired(config)
	if s.update == nil || s.current == want {
		return nil
	}
	step := Step{Target: s.String(), do: func(ctx context.Context) error { return s.update(ctx, want) }}
	if s.current.application != "" {
		step.say("TwiML application: " + s.current.application + " → none")
	}
	step.change("callback", s.current.callback, want.callback)
	step.change("fallback", s.current.fallback, want.fallback)
	step.change("status callback", s.current.status, want.status)
	return []Step{step}
}

func phoneNumber(client *twilio.Client, n *twilio.IncomingPhoneNumber) *sender {
	return &sender{
		address: n.PhoneNumber, sid: n.SID,
		current: settings{
			callback: hookOf(n.SMSURL, n.SMSMethod), fallback: hookOf(n.SMSFallbackURL, n.SMSFallbackMethod),
			application: n.SMSApplicationSID,
		},
		update: func(ctx context.Context, want settings) error {
			_, err := client.IncomingPhoneNumbers.Update(ctx, n.SID, &twilio.UpdateIncomingPhoneNumberParams{
				SMSURL: &want.callback.url, SMSMethod: want.callback.method,
				SMSFallbackURL: &want.fallback.url, SMSFallbackMethod: want.fallback.method,
				SMSApplicationSID: &want.application,
			})
			return err
		},
	}
}

func shortCode(client *twilio.Client, c *twilio.ShortCode) *sender {
	return &sender{
		address: c.ShortCode, sid: c.SID,
		current: settings{
			callback: hookOf(c.SMSURL, c.SMSMethod), fallback: hookOf(c.SMSFallbackURL, c.SMSFallbackMethod),
		},
		update: func(ctx context.Context, want settings) error {
			_, err := client.ShortCodes.Update(ctx, c.SID, &twilio.UpdateShortCodeParams{
				SMSURL: &want.callback.url, SMSMethod: want.callback.method,
				SMSFallbackURL: &want.fallback.url, SMSFallbackMethod: want.fallback.method,
			})
			return err
		},
	}
}

// channelSender returns a sender on WhatsApp, RCS or Messenger.
func channelSender(api *messaging.ChannelSenderService, s *messaging.ChannelSender) *sender {
	found := &sender{address: s.SenderID, sid: s.SID}
	if s.Webhook != nil {
		found.current = webhookSettings(s.Webhook)
	} else {
		found.complete = func(ctx context.Context) error {
			alone, err := api.Get(ctx, s.SID)
			if err == nil && alone.Webhook != nil {
				found.current = webhookSettings(alone.Webhook)
			}
			return err
		}
	}
	found.update = func(ctx context.Context, want settings) error {
		_, err := api.Update(ctx, s.SID, &messaging.UpdateChannelSenderParams{
			Webhook: &messaging.UpdateChannelSenderWebhookParams{
				CallbackURL: &want.callback.url, CallbackMethod: want.callback.method,
				FallbackURL: &want.fallback.url, FallbackMethod: want.fallback.method,
				StatusCallbackURL: &want.status.url, StatusCallbackMethod: want.status.method,
			},
		})
		return err
	}
	return found
}

func webhookSettings(w *messaging.ChannelSenderWebhook) settings {
	return settings{
		callback: hookOf(w.CallbackURL, w.CallbackMethod),
		fallback: hookOf(w.FallbackURL, w.FallbackMethod),
		status:   hookOf(w.StatusCallbackURL, w.StatusCallbackMethod),
	}
}
