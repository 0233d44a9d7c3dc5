package twiliotest

import (
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/twiliokit/twiliokit/twilio"
)

// refuse returns Twilio's refusal of a call.
func refuse(status int, code twilio.ErrorCode, format string, args ...any) *twilio.Error {
	return &twilio.Error{Status: status, Code: code, Message: fmt.Sprintf(format, args...)}
}

// notEmulated is the answer to everything that the emulator does not have.
func notEmulated(format string, args ...any) *twilio.Error {
	return refuse(http.StatusNotImplemented, 0, "twiliotest does not emulate "+format, args...)
}

// outline returns a path with its IDs left out, so that the client does not mask it in an error.
func outline(segments []string) string {
	named := make([]string, 0, len(segments))
	for _, s := range segments {
		if strings.ContainsAny(s, "0123456789") && len(s) > len("v1") && "/"+s != versionPath {
			s = "{}"
		}
		named = append(named, s)
	}
	return "/" + strings.Join(named, "/")
}

func (c *call) notFound() *twilio.Error {
	path := c.path
	if c.product != "api" { // the newer products leave out the version
		if i := strings.IndexByte(path[1:], '/'); i >= 0 {
			path = path[1+i:]
		}
	}
	return refuse(http.StatusNotFound, twilio.ErrResourceNotFound, "The requested resource %s was not found", path)
}

// bad returns the refusal of a call for one of its parameters.
func bad(code twilio.ErrorCode, format string, args ...any) *twilio.Error {
	return refuse(http.StatusBadRequest, code, format, args...)
}

// missing returns the refusal of a product's call that lacks a parameter.
func missing(name string) *twilio.Error {
	return bad(twilio.ErrUnknownParameters, "Missing required parameter %s in the post body", name)
}

// writeError returns the answer that tells a client of err.
func writeError(h http.Header, err error) (int, any) {
	e, ok := errors.AsType[*twilio.Error](err)
	if !ok {
		e = refuse(http.StatusInternalServerError, 20500, "Internal Server Error")
	}
	if e.RetryAfter > 0 {
		h.Set("Retry-After", strconv.Itoa(int((e.RetryAfter+time.Second-1)/time.Second)))
	}
	if e.Status == http.StatusUnauthorized {
		h.Set("Www-Authenticate", `Basic realm="Twilio API"`)
	}
	body := map[string]any{"code": int(e.Code), "message": e.Message, "status": e.Status}
	if e.Code != 0 {
		body["more_info"] = "https://www.twilio.com/docs/errors/" + strconv.Itoa(int(e.Code))
	}
	if detail, ok := e.Details["detail"]; ok {
		body["detail"] = detail
	} else if e.Details != nil {
		body["details"] = e.Details
	}
	return e.Status, body
}
