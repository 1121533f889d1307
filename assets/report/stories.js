// Stories: the versions of one article side by side, each quotation once with its variants.
