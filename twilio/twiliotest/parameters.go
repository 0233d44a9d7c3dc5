package twiliotest

import (
	"io"
	"mime"
	"net/http"
	"net/url"

	"github.com/twiliokit/twiliokit/twilio"
)

// parameters reads the query of a GET or a DELETE and the form of any other request, which is one
// also if nothing says so. A body of JSON is returned as it is.
func parameters(r *http.Request) (form url.Values, document []byte, err error) {
	if r.Method == http.MethodGet || r.Method == http.MethodDelete {
		if form, err = url.ParseQuery(r.URL.RawQuery); err != nil {
			return nil, nil, refuse(http.StatusBadRequest, twilio.ErrUnknownParameters, "Invalid query")
		}
		return form, nil, nil
	}
	body, err := readBody(r)
	switch {
	case err != nil:
		return nil, nil, refuse(http.StatusBadRequest, twilio.ErrUnknownParameters, "Incomplete body")
	case len(body) > maxAPIBody:
		return nil, nil, refuse(http.StatusRequestEntityTooLarge, 20413, "Request Entity Too Large")
	}
	if is := r.Header.Get("Content-Type"); is != "" && is != paramsType {
		switch mediaType, _, _ := mime.ParseMediaType(is); mediaType {
		case paramsType:
		case "application/json":
			return url.Values{}, body, nil
		default: // in which Twilio finds no parameters
			return url.Values{}, nil, nil
		}
	}
	if form, err = url.ParseQuery(string(body)); err != nil {
		return nil, nil, refuse(http.StatusBadRequest, twilio.ErrUnknownParameters, "Invalid form")
	}
	return form, nil, nil
}

// readBody reads the body of a call, or as much of it as says that it is too long.
func readBody(r *http.Request) ([]byte, error) {
	if r.ContentLength <= 0 || r.ContentLength > maxAPIBody { // a client's 0 may be any length
		return io.ReadAll(io.LimitReader(r.Body, maxAPIBody+1))
	}
	body := make([]byte, r.ContentLength) // and no more, as a server would give us
	_, err := io.ReadFull(r.Body, body)
	return body, err
}
