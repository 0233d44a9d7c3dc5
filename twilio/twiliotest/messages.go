package twiliotest

import (
	"net/http"
	"slices"

	"github.com/twiliokit/twiliokit/twilio"
)

func messageRoutes() []route {
	const (
		list     = versionPath + "/Accounts/{account}/Messages.json"
		one      = versionPath + "/Accounts/{account}/Messages/{sid}.json"
		feedback = versionPath + "/Accounts/{account}/Messages/{sid}/Feedback.json"
		mediaAll = versionPath + "/Accounts/{account}/Messages/{sid}/Media.json"
		media    = versionPath + "/Accounts/{account}/Messages/{sid}/Media/{media}.json"
		file     = versionPath + "/Accounts/{account}/Messages/{sid}/Media/{media}"
	)
	return []route{
		{http.MethodPost, list, http.StatusCreated, createMessage, guarded},
		{http.MethodGet, list, http.StatusOK, listMessages, guarded},
		{http.MethodGet, one, http.StatusOK, getMessage, guarded},
		{http.MethodPost, one, http.StatusOK, updateMessage, guarded},
		{http.MethodDelete, one, http.StatusNoContent, deleteMessage, guarded},
		{http.MethodPost, feedback, http.StatusOK, createFeedback, guarded},
		{http.MethodGet, mediaAll, http.StatusOK, listMedia, guarded},
		{http.MethodGet, media, http.StatusOK, getMedia, guarded},
		{http.MethodDelete, media, http.StatusNoContent, deleteMedia, guarded},
		{http.MethodGet, file, http.StatusTemporaryRedirect, redirectToMedia, guarded},
	}
}

// find returns the message that the path names. The caller holds tw.mu.
func (c *call) find() (*message, error) {
	m := c.account.bySID[c.vars.get("sid")]
	if m == nil {
		return nil, c.notFound()
	}
	return m, nil
}

func getMessage(c *call) (any, error) {
	c.tw.mu.Lock()
	defer c.tw.mu.Unlock()
	m, err := c.find()
	if err != nil {
		return nil, err
	}
	return m.body(), nil
}

func updateMessage(c *call) (any, error) {
	c.tw.mu.Lock()
	defer c.tw.mu.Unlock()
	m, err := c.find()
	if err != nil {
		return nil, err
	}
	body, redact := c.params["Body"]
	status, change := c.params["Status"]
	switch {
	case redact && body[0] != "":
		return nil, refuse(http.StatusBadRequest, twilio.ErrUnknownParameters, "Body can only be updated to an empty string")
	case change && status[0] != string(twilio.StatusCanceled):
		return nil, refuse(http.StatusBadRequest, twilio.ErrUnknownParameters, "Status can only be updated to canceled")
	case change && m.Status != twilio.StatusScheduled && m.Status != twilio.StatusQueued && m.Status != twilio.StatusAccepted:
		return nil, refuse(http.StatusBadRequest, twilio.ErrMessageNotCancelable, "This message cannot be canceled")
	case redact && !complete(m.Status):
		return nil, refuse(http.StatusConflict, twilio.ErrNotComplete, "Cannot update message because delivery has not been completed.")
	}
	m.Updated = c.tw.stamp()
	if change {
		m.cancel(c.tw)
	}
	if redact {
		m.Body = ""
	}
	return m.body(), nil
}

func deleteMessage(c *call) (any, error) {
	c.tw.mu.Lock()
	defer c.tw.mu.Unlock()
	m, err := c.find()
	if err != nil {
		return nil, err
	}
	if !complete(m.Status) {
		return nil, refuse(http.StatusConflict, twilio.ErrNotComplete, "Cannot delete message because delivery has not been completed.")
	}
	c.account.remove(m)
	return nil, nil //nolint:nilnil // a deletion has no answer
}

// complete reports whether Twilio is done with a message, whatever the carrier does with it yet.
func complete(s twilio.MessageStatus) bool { return s.Final() || s == twilio.StatusSent }

func createFeedback(c *call) (any, error) {
	c.tw.mu.Lock()
	defer c.tw.mu.Unlock()
	m, err := c.find()
	if err != nil {
		return nil, err
	}
	outcome := c.params.Get("Outcome")
	switch {
	case outcome == "":
		outcome = string(twilio.OutcomeConfirmed)
	case outcome != string(twilio.OutcomeConfirmed) && outcome != string(twilio.OutcomeUnconfirmed):
		return nil, refuse(http.StatusBadRequest, twilio.ErrUnknownParameters, "Invalid Outcome")
	}
	if !m.feedback {
		return nil, refuse(http.StatusBadRequest, twilio.ErrUnknownParameters, "The message was not sent with ProvideFeedback")
	}
	at := rfc2822(c.tw.stamp())
	return map[string]any{
		"account_sid": m.AccountSID, "message_sid": m.SID, "outcome": outcome,
		"date_created": at, "date_updated": at, "uri": c.path,
	}, nil
}

func listMessages(c *call) (any, error) {
	within, err := dateFilter(c.params, "DateSent")
	if err != nil {
		return nil, err
	}
	from, to := c.params.Get("From"), c.params.Get("To")
	c.tw.mu.Lock()
	defer c.tw.mu.Unlock()
	var found []item
	for _, m := range slices.Backward(c.account.messages) {
		if (from == "" || from == string(m.From)) && (to == "" || to == string(m.To)) && within(m.Sent) {
			found = append(found, item{m.SID, func() any { return m.body() }})
		}
	}
	return c.page("messages", found)
}
