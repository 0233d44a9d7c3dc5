// Package apitest holds what the tests of all product packages have in common: a transport that
// keeps what was sent, a table with a row for each method of a package, and the comparison of a
// package's types with the API's description, where that is beside the repository.
package apitest
