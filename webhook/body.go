package webhook

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
)

// A body is a request's body that has been read and can be read again. It remembers the form
// that it holds, so that decoding after verifying need not parse it a second time.
type body struct {
	bytes.Reader
	data   []byte
	form   form
	parsed bool
}

// maxUnverified is how many bytes are read of a body that no validator has read before, with the
// limit of its own: as many as http.Request.ParseForm reads.
const maxUnverified = 10 << 20

// Close does nothing: the server closes the body that it made.
func (*body) Close() error { return nil }

// readBody reads the body of r and replaces it by one that starts over. A body that cannot be
// read in full is left as it was.
func readBody(r *http.Request, limit int64) (*body, error) {
	if b, ok := r.Body.(*body); ok {
		b.Reset(b.data)
		return b, nil
	}
	b := new(body)
	if r.Body != nil && r.Body != http.NoBody {
		data, err := readAll(r.Body, r.ContentLength, limit)
		if err != nil {
			r.Body = struct {
				io.Reader
				io.Closer
			}{io.MultiReader(bytes.NewReader(data), r.Body), r.Body}
			return nil, err
		}
		b.data = data
	}
	b.Reset(b.data)
	r.Body = b
	return b, nil
}

// readAll reads up to limit bytes. It returns what it read along with an error.
func readAll(r io.Reader, size, limit int64) ([]byte, error) {
	// A length is only a claim. One byte more lets the end be found without growing.
	if size <= 0 {
		size = 511
	}
	data := make([]byte, 0, min(size, limit, 64<<10)+1)
	for {
		n, err := r.Read(data[len(data):cap(data)])
		data = data[:len(data)+n]
		if int64(len(data)) > limit {
			return data, fmt.Errorf("%w: the limit is %d bytes", ErrBodyTooLarge, limit)
		}
		if err == io.EOF {
			return data, nil
		}
		if err != nil {
			if tooLarge, ok := errors.AsType[*http.MaxBytesError](err); ok {
				return data, fmt.Errorf("%w: the limit is %d bytes", ErrBodyTooLarge, tooLarge.Limit)
			}
			return data, fmt.Errorf("%w: read body: %w", ErrMalformed, err)
		}
		if len(data) == cap(data) {
			data = append(data, 0)[:len(data)]
		}
	}
}

// posts reports whether the parameters of r are in its body, not in its URL.
func posts(r *http.Request) bool { return r.Method != http.MethodGet && r.Method != http.MethodHead }

// mediaType returns the type of the body, in lower case and without parameters.
func mediaType(r *http.Request) string {
	t, _, _ := strings.Cut(r.Header.Get("Content-Type"), ";")
	return strings.ToLower(strings.TrimSpace(t))
}

func isForm(r *http.Request) bool {
	return posts(r) && mediaType(r) == "application/x-www-form-urlencoded"
}

// needsHash reports whether the signature says nothing about the body, so that only its hash in
// the URL does. That is so for every body but a posted form. JSON that is posted empty is not
// excused: whoever reads it expects a document.
func needsHash(r *http.Request, b *body) bool {
	if isForm(r) {
		return false
	}
	return len(b.data) > 0 || posts(r) && strings.HasSuffix(mediaType(r), "json")
}

// signedForm returns the parameters that the signature covers besides the URL: those of a
// posted form.
func (b *body) signedForm(r *http.Request) (form, error) {
	if !isForm(r) {
		return nil, nil
	}
	if !b.parsed {
		f, err := parseForm(b.data)
		if err != nil {
			return nil, err
		}
		if len(b.data) == 0 && len(r.PostForm) > 0 {
			f = formOf(r.PostForm) // r.ParseForm was there first and left an empty body
		}
		b.form, b.parsed = f, true
	}
	return b.form, nil
}

// readForm returns the parameters of a request, whether it is signed or not, and the query of
// its URL.
func readForm(r *http.Request) (form, url.Values, error) {
	var query url.Values
	if r.URL != nil && r.URL.RawQuery != "" {
		query = r.URL.Query()
	}
	if !posts(r) {
		if query == nil {
			return nil, nil, nil
		}
		f, err := parseForm([]byte(r.URL.RawQuery))
		return f, query, err
	}
	b, err := readBody(r, maxUnverified)
	if err != nil {
		return nil, nil, err
	}
	if !isForm(r) && len(b.data) > 0 {
		return nil, nil, fmt.Errorf("%w: body is not a form", ErrMalformed)
	}
	f, err := b.signedForm(r)
	return f, query, err
}
