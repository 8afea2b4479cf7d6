words-mix = Which leverage stands behind the levels was learned from forced closes ({ $version }).
