package twiliotest

import (
	"net/url"
	"slices"
)

// owedCall is a call to the app of which nothing more follows, such as a status callback. Those that
// have not been made are made when the state is taken up again.
type owedCall struct {
	account *account
	message *message // of which it tells, nil if of none
	pair    pair
	method  string
	url     string
	form    url.Values // nil of a status unless the state is kept
	told    statusCall `keep:"-"` // of a status
	token   string
}

// owe returns what makes a call. The caller holds tw.mu.
func (tw *Twilio) owe(c *owedCall) func() {
	c.token = tw.nextCall("")
	if tw.keeper.Load() != nil {
		if c.form == nil {
			c.form = c.told.form().values()
		}
		tw.owed = append(tw.owed, c)
	}
	return tw.pay(c)
}

// params returns the parameters of the call.
func (c *owedCall) params() formData {
	if c.form == nil {
		return c.told.form()
	}
	return sorted(c.form)
}

// pay returns what makes a call that is owed.
func (tw *Twilio) pay(c *owedCall) func() {
	return func() {
		if c.token == "" { // the same call was made before
			tw.mu.Lock()
			c.token = tw.nextCall("")
			tw.mu.Unlock()
		}
		h := tw.carry(&delivery{
			account: c.account, pair: c.pair, method: c.method, url: c.url, form: c.params(), token: c.token,
		})
		if c.message != nil {
			tw.acknowledged(h)
		}
		switch {
		case tw.ctx.Err() != nil:
			return
		case tw.keeper.Load() == nil:
			c.token = ""
			return
		}
		tw.mu.Lock()
		defer tw.mu.Unlock()
		c.token = ""
		tw.owed = slices.DeleteFunc(tw.owed, func(other *owedCall) bool { return other == c })
	}
}
