words-forecast = If price went to { $price } within this hour, about { $amount } would be closed by force on { $venue }, going by { $hours } measured hours.
