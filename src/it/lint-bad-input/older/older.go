// Package older is for an older Go.
package older
