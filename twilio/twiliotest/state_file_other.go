//go:build !unix

package twiliotest

import (
	"errors"
	"os"
)

// lockState does nothing here: see to it that no two programs share a file.
func lockState(*os.File) error { return nil }

// closeState closes a file.
func closeState(file *os.File) error { return file.Close() }

// replaceState puts a file in the place of old. Where a file that is open cannot be replaced both
// have to be closed before, and the new one opened again by its name.
func replaceState(file, old *os.File, path string) error {
	return errors.Join(old.Close(), file.Close(), os.Rename(file.Name(), path))
}
