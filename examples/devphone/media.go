package main

import (
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/url"
	"path"
	"strings"

	"github.com/twiliokit/twiliokit/twilio/twiliotest"
)

// maxFile is as much as Twilio takes on any channel.
const maxFile = 16 << 20

// placeholder is the file that stands in for one on a host that devphone does not call: a GIF of
// one transparent pixel.
var placeholder = []byte("GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff!\xf9\x04\x01\x00\x00\x00\x00,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;")

// attached returns the files that a phone sends along: those of MediaUrl and those uploaded.
func (d *devphone) attached(r *http.Request) ([]twiliotest.SendOption, error) {
	var options []twiliotest.SendOption
	for _, rawURL := range r.PostForm["MediaUrl"] {
		contentType, data, err := d.fetch(r, rawURL)
		if err != nil {
			return nil, fmt.Errorf("MediaUrl: %w", err)
		}
		options = append(options, twiliotest.Attach(contentType, data))
	}
	if r.MultipartForm == nil {
		return options, nil
	}
	for _, upload := range r.MultipartForm.File["Media"] {
		f, err := upload.Open()
		if err != nil {
			return nil, fmt.Errorf("media: %w", err)
		}
		data, err := readFile(f)
		if err = errors.Join(err, f.Close()); err != nil {
			return nil, fmt.Errorf("media: %w", err)
		}
		contentType := upload.Header.Get("Content-Type")
		if contentType == "" {
			contentType = http.DetectContentType(data)
		}
		options = append(options, twiliotest.Attach(contentType, data))
	}
	return options, nil
}

// fetch gets the file that a phone is to send. One on a host that devphone does not call is a
// placeholder, of the type that the URL's ending suggests.
func (d *devphone) fetch(r *http.Request, rawURL string) (contentType string, data []byte, err error) {
	if rest, ok := strings.CutPrefix(rawURL, "data:"); ok {
		return decodeData(rest)
	}
	u, err := url.Parse(rawURL)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return "", nil, errors.New("not an http, https or data URL")
	}
	if !d.outside.reaches(hostname(u.Host)) {
		contentType = mime.TypeByExtension(path.Ext(u.Path))
		if contentType == "" {
			contentType = "image/gif"
		}
		return contentType, placeholder, nil
	}
	request, err := http.NewRequestWithContext(r.Context(), http.MethodGet, rawURL, nil)
	if err != nil {
		return "", nil, err
	}
	resp, err := (&http.Client{Transport: d.outside}).Do(request)
	if err != nil {
		return "", nil, err
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return "", nil, fmt.Errorf("HTTP %d", resp.StatusCode)
	}
	data, err = readFile(resp.Body)
	return resp.Header.Get("Content-Type"), data, err
}

func readFile(r io.Reader) ([]byte, error) {
	data, err := io.ReadAll(io.LimitReader(r, maxFile+1))
	if err == nil && len(data) > maxFile {
		err = errors.New("the file is longer than 16 MB")
	}
	return data, err
}

// decodeData reads what follows the scheme of a data URL.
func decodeData(rest string) (contentType string, data []byte, err error) {
	kind, text, ok := strings.Cut(rest, ",")
	if !ok {
		return "", nil, errors.New("a data URL without data")
	}
	if text, err = url.PathUnescape(text); err != nil {
		return "", nil, errors.New("a data URL that cannot be read")
	}
	data = []byte(text)
	if plain, ok := strings.CutSuffix(kind, ";base64"); ok {
		kind = plain
		if data, err = base64.StdEncoding.DecodeString(text); err != nil {
			return "", nil, errors.New("a data URL that cannot be read")
		}
	}
	if kind == "" {
		kind = "text/plain"
	}
	return kind, data, nil
}

// showMedia serves a file of a phone's to the page. Whatever it is, it can do nothing there.
func (d *devphone) showMedia(w http.ResponseWriter, r *http.Request) {
	phone := d.phone(w, r)
	if phone == nil {
		return
	}
	for _, m := range phone.Messages() {
		for _, f := range m.Media {
			if f.SID != r.PathValue("sid") {
				continue
			}
			h := w.Header()
			h.Set("Content-Type", f.ContentType)
			h.Set("Content-Security-Policy", "sandbox; default-src 'none'")
			h.Set("X-Content-Type-Options", "nosniff")
			_, _ = w.Write(f.Data) // a page that has gone needs no picture
			return
		}
	}
	refuse(w, http.StatusNotFound, "the phone has no such file")
}
